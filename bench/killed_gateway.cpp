// Clients lease, one after another, from a gateway that is killed again and again and started on the same state
// file. Nothing is judged here: everything that crosses the LAN and the WAN is captured, and the capture is the
// evidence.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <set>

#include "bench/dhcp_load.hpp"
#include "net/asio_loop.hpp"
#include "net/chance.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/http_server.hpp"
#include "net/http/stream_http_client.hpp"
#include "net/http/url.hpp"
#include "sim/capture.hpp"
#include "sim/lab/lab.hpp"
#include "sim/segment.hpp"
#include "sim/servers.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using bench::DhcpLoad;

struct Options {
  fs::path smg = fs::read_symlink("/proc/self/exe").parent_path() / "../gateway/smg";
  fs::path out;
  std::uint64_t seed = 1;
  std::uint32_t clients = 5000;
  int kills = 6;
};

// Every second client is one that a MAC alert waits for.
constexpr auto configuration = R"(Set Dhcp Server Lan Address 10.0.0.1/8
Set Dhcp Server Pool First 10.16.0.0
Set Dhcp Server Pool Last 10.16.255.255
Set Dhcp Server Tftp Server 1,http://193.164.253.250/phoneprovisioning
Set Event Forwarding Discriminator Entry Class 1,DHCP
Set Event Forwarding Discriminator Entry Target 1,Activator
Set Http Client Enabled yes
Set Http Client File Server Ip Address 193.164.253.250
Set Http Client Events Path /activator/eventHandler.asp
Set Dhcp Server Mac Alert Address 1,02d000000000
Set Dhcp Server Mac Alert Mask 1,ffff00000001
Set Dhcp Server Mac Alert Randomise Tftp Server Name 1,yes
)";

class KilledGateway {
 public:
  explicit KilledGateway(const Options& options)
      : options_(options),
        chance_(options.seed),
        lab_(loop_, {{net::Ipv4Address(10, 0, 0, 1), 8}, sim::land::gateway_wan, sim::land::core}),
        capture_(options.out / "capture.pcapng", std::vector<std::string>{"lan", "wan"}, wall_time()),
        lan_(loop_, net::Duration::zero()),
        wan_(loop_, net::Duration::zero()),
        clients_(lan_.plug_in(sim::Segment::Sharing::shared)),
        core_http_(loop_, core_streams_),
        servers_({}, {options.out, teleware}, loop_, core_http_, journal_),
        activator_(loop_, {sim::land::core.address, sim::land::http_port}, counted(servers_.activator_routes())),
        teleware_(loop_, teleware, servers_.teleware_routes()) {
    lan_.watch([this](net::BytesView frame) { capture_.add(0, loop_.now(), frame); });
    wan_.watch([this](net::BytesView frame) { capture_.add(1, loop_.now(), frame); });
    lan_.connect(lab_.lan());
    wan_.connect(lab_.wan_gateway());
    wan_.connect(lab_.core());
    std::ofstream(options.out / "smg.conf") << configuration;
    clients_->on_frame([this](net::BytesView frame) {
      if (load_) load_->hear(frame, loop_.now());
    });
  }

  // True when every client got its lease, was offered one again after the last kill, and Activator heard of all.
  bool run() {
    start();
    std::set<std::uint32_t> moments;  // so many clients served
    while (static_cast<int>(moments.size()) < options_.kills)
      moments.insert(static_cast<std::uint32_t>(1 + chance_.below(options_.clients - 1)));
    const bool leased = serve({.count = options_.clients, .patience = 50ms}, moments);
    kill_and_start();
    const bool offered = leased && serve({.count = options_.clients, .patience = 50ms, .only_offers = true}, {});
    const auto alerted = (options_.clients + 1) / 2;
    loop_.run_until([&] { return heard_.size() >= alerted; }, loop_.now() + 120s);
    gateway_->send_signal(SIGTERM);
    loop_.run_until([this] { return !running_; }, loop_.now() + 5s);
    capture_.flush();
    std::cout << fmt::format("kills {}\nexchanges {}\nevents {}\nrepeated {}\n", kills_, options_.clients,
                             heard_.size(), repeated_);
    return offered && heard_.size() >= alerted;
  }

 private:
  static constexpr net::Endpoint teleware{net::Ipv4Address(127, 0, 0, 1), 8080};

  [[nodiscard]] std::chrono::sys_seconds wall_time() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }

  // The routes as they are; how many events have come shows when there is nothing left to wait for.
  std::vector<net::HttpRoute> counted(std::vector<net::HttpRoute> routes) {
    for (auto& route : routes) {
      route.handle = [this, handle = std::move(route.handle)](const net::HttpRequest& request,
                                                              net::HttpRespond respond) {
        if (const auto id = net::form_value(request.body, "id")) heard_.insert(*id);
        handle(request, std::move(respond));
      };
    }
    return routes;
  }

  void start() {
    bool ready = false;
    const auto state = (options_.out / "smg.state").string();
    gateway_ = lab_.run_in_gateway({options_.smg.string(), "--lan", "lan0", "--wan", "wan0", "--config",
                                    (options_.out / "smg.conf").string(), "--state", state},
                                   {.output = [&ready](std::string_view line) { ready = ready || line == "ready"; },
                                    .error = {},
                                    .ended = [this](sim::ProcessEnd) { running_ = false; }});
    running_ = true;
    loop_.run_until([&] { return ready || !running_; }, loop_.now() + 10s);
    if (!ready) throw std::runtime_error("smg did not say 'ready'");
  }

  void kill_and_start() {
    gateway_->send_signal(SIGKILL);
    loop_.run_until([this] { return !running_; }, loop_.now() + 10s);
    ++kills_;
    start();
  }

  // Kills come a random moment after so many clients were served, so that they meet a turn of smg anywhere.
  bool serve(DhcpLoad::Plan plan, std::set<std::uint32_t> moments) {
    load_.emplace(plan, [this](net::BytesView frame) { clients_->send(frame); });
    load_->begin(loop_.now());
    const auto deadline = loop_.now() + 120s;
    auto next_tick = loop_.now();
    while (!load_->done() && loop_.now() < deadline) {
      const bool due = !moments.empty() && load_->served() >= *moments.begin();
      if (due) {
        moments.erase(moments.begin());
        const auto moment = loop_.now() + std::chrono::microseconds(chance_.below(3000));
        loop_.run_until([] { return false; }, moment);
        kill_and_start();
      }
      next_tick = loop_.now() + 10ms;
      loop_.run_until([&] { return load_->done() || (!moments.empty() && load_->served() >= *moments.begin()); },
                      next_tick);
      load_->tick(loop_.now());
    }
    repeated_ += load_->repeated();
    const bool done = load_->done();
    load_.reset();
    return done;
  }

  Options options_;
  net::AsioLoop loop_;
  net::Chance chance_;
  sim::Lab lab_;
  sim::Capture capture_;
  sim::Segment lan_, wan_;
  std::unique_ptr<net::Wire> clients_;
  net::Journal journal_{[this] { return loop_.now(); }};
  net::AsioStreams core_streams_{loop_};
  net::StreamHttpClient core_http_;
  sim::Servers servers_;
  std::set<std::string> heard_;  // ids
  net::HttpServer activator_, teleware_;
  std::optional<DhcpLoad> load_;
  bool running_ = false;
  int kills_ = 0;
  std::uint64_t repeated_ = 0;
  std::unique_ptr<sim::ChildProcess> gateway_;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Kills smg again and again while clients lease from it; leaves a capture.", "killed_gateway");
  app.add_option("--smg", options.smg, "The smg program");
  app.add_option("--out", options.out, "An empty folder for the capture and smg's files")->required();
  app.add_option("--seed", options.seed, "Of the moments of the kills")->capture_default_str();
  app.add_option("--clients", options.clients)->check(CLI::Range(100, 60000))->capture_default_str();
  app.add_option("--kills", options.kills)->check(CLI::Range(0, 50))->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    sim::enter_user_namespace_if_needed();
    return KilledGateway(options).run() ? 0 : 4;
  } catch (const std::exception& refusal) {
    std::cerr << "killed_gateway: " << refusal.what() << '\n';
    return 3;
  }
}
