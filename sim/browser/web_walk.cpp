// The walk of the vendor's note through the gateway's web pages, in a real browser, and then a handset that
// provisions through what was typed there.
//
//   web_walk SMG OUT WALK…
//
// WALK is the program that drives the browser. It is given the gateway's URL, the folder of the case's artefacts
// (OUT/web_walk) and `configure`, later `look`.
#include <cstdio>
#include <iostream>

#include "net/asio_loop.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/http_server.hpp"
#include "net/http/stream_http_client.hpp"
#include "sim/case_folder.hpp"
#include "sim/evidence.hpp"
#include "sim/lab/lab.hpp"
#include "sim/live_machine.hpp"
#include "sim/phone_bank.hpp"
#include "sim/private_file.hpp"
#include "sim/segment.hpp"
#include "sim/servers.hpp"

namespace sim {
namespace {

constexpr net::MacAddress guest_mac({0x02, 0x00, 0x5e, 0x00, 0x01, 0x01});
constexpr net::Endpoint teleware_at{net::Ipv4Address(127, 0, 0, 1), 8080};

scenarios::Scenario one_handset() {
  const auto mac = *net::MacAddress::parse("0004f21a2457");
  scenarios::Scenario scenario;
  scenario.name = "web walk";
  scenario.accounts.push_back({mac, "Acme", "2001", "2001", "s3cret-2001"});
  scenario.phones.push_back({{}, "lobby", "lobby", "SoundPoint IP 450", mac, std::nullopt});
  return scenario;
}

// The lab with a gateway as it leaves the factory, but for a password, and an office computer beside its handset.
class Office {
 public:
  Office(const std::string& smg, const std::filesystem::path& folder)
      : scenario_(one_handset()),
        lab_(loop_),
        evidence_({folder, scenario_.name, true, true, today()}, loop_),
        servers_(scenario_, {folder, teleware_at}, loop_, core_http_, evidence_.journal()),
        activator_server_(loop_, {land::core.address, land::http_port}, servers_.activator_routes()),
        teleware_server_(loop_, teleware_at, servers_.teleware_routes()),
        phones_(scenario_.phones, loop_, lan_, net::Chance(scenario_.seed), evidence_.journal()),
        computer_(lab_.make_guest_port(guest_mac)) {
    evidence_.begin(scenario_, "live");
    evidence_.watch(lan_, Evidence::lan);
    evidence_.watch(wan_, Evidence::wan);
    evidence_.journal().subscribe([this](const net::Record& record) {
      provisioned_ = provisioned_ || record.kind == net::Kind::provisioned;
    });
    lan_.connect(lab_.lan());
    lan_.connect(computer_->wire());
    wan_.connect(lab_.wan_gateway());
    wan_.connect(lab_.core());
    computer_->link().set_address({net::Ipv4Address(192, 168, 100, 10), 24});
    const auto configuration = folder / "gateway.conf";
    PrivateFile(configuration).write("Set Web Server Password correct horse\n");
    gateway_ = lab_.run_in_gateway({smg, "--config", configuration.string(), "--lan", "lan0", "--wan", "wan0"},
                                   {.output = [this](std::string_view line) { ready_ = ready_ || line == "ready"; },
                                    .error = [this](std::string_view line) { evidence_.gateway_says(line); },
                                    .ended = [this](ProcessEnd) { gateway_ended_ = true; }});
  }

  bool gateway_is_ready() {
    run_until([this] { return ready_; });
    return ready_;
  }

  // Runs a program on the office computer to its end.
  bool browse(const std::vector<std::string>& words) {
    std::optional<ProcessEnd> end;
    const auto tell = [](std::string_view line) { std::cout << line << std::endl; };
    const auto browser = computer_->run(words, {tell, tell, [&](ProcessEnd how) { end = how; }});
    run_until([&] { return end.has_value(); });
    return end == ProcessEnd{false, 0};
  }

  bool handset_provisions() {
    phones_.power_on("lobby");
    run_until([this] { return provisioned_; });
    return provisioned_;
  }

 private:
  static std::chrono::sys_seconds today() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  void run_until(const std::function<bool()>& done) {
    loop_.run_until([&] { return gateway_ended_ || done(); }, net::TimePoint::max());
  }

  net::AsioLoop loop_;
  scenarios::Scenario scenario_;
  Lab lab_;
  Evidence evidence_;
  bool ready_ = false, provisioned_ = false, gateway_ended_ = false;
  Segment lan_{loop_, net::Duration::zero()}, wan_{loop_, net::Duration::zero()};
  net::AsioStreams core_streams_{loop_};
  net::StreamHttpClient core_http_{loop_, core_streams_};
  Servers servers_;
  net::HttpServer activator_server_, teleware_server_;
  PhoneBank phones_;
  std::unique_ptr<GuestPort> computer_;
  std::unique_ptr<ChildProcess> gateway_;
};

int walk(const std::string& smg, const std::filesystem::path& out, std::vector<std::string> program) {
  if (const auto trouble = prepare_live_machine(smg)) {
    std::cerr << *trouble << '\n';
    return 3;
  }
  const CaseFolder folder("web_walk", out);
  Office office(smg, folder.path());
  const auto fail = [](const char* what) {
    std::cerr << "FAILED: " << what << '\n';
    return 1;
  };
  program.insert(program.end(), {"http://192.168.100.1/", folder.path().string(), "configure"});
  if (!office.gateway_is_ready()) return fail("the gateway says ready");
  if (!office.browse(program)) return fail("the browser walks through the pages");
  if (!office.handset_provisions()) return fail("a handset provisions through what was typed");
  std::cout << "ok  a handset provisions through what was typed" << std::endl;
  program.back() = "look";
  if (!office.browse(program)) return fail("the browser shows what happened");
  return 0;
}

}  // namespace
}  // namespace sim

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 3) return 1;
  try {
    return sim::walk(words[0], words[1], {words.begin() + 2, words.end()});
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
}
