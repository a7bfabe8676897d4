#include <fmt/format.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <csignal>

#include "net/asio_loop.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/http_server.hpp"
#include "net/http/stream_http_client.hpp"
#include "sim/evidence.hpp"
#include "sim/gateway_probe.hpp"
#include "sim/gateway_settings.hpp"
#include "sim/lab/lab.hpp"
#include "sim/phone_bank.hpp"
#include "sim/plan_of_the_land.hpp"
#include "sim/private_file.hpp"
#include "sim/segment.hpp"
#include "sim/servers.hpp"
#include "sim/world.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr net::Duration gateway_patience = 10s;  // from the gateway's start until it is ready

std::chrono::sys_seconds today() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// Frames from and to real taps, the gateway a process of its own, the servers on kernel sockets. Members are
// destroyed from the last to the first: who uses comes after what is used.
class LiveWorld : public CaseWorld {
 public:
  LiveWorld(const scenarios::Scenario& scenario, const WorldPlan& plan, const net::Ipv4Network& lan)
      : lab_(loop_, {lan, land::gateway_wan, land::core}),
        chance_(scenario.seed),
        evidence_({plan.folder, scenario.name, plan.capture, plan.journal, today()}, loop_),
        lan_(loop_, net::Duration::zero()),
        wan_(loop_, net::Duration::zero()),
        core_http_(loop_, core_streams_),
        servers_(scenario, {plan.folder, teleware_endpoint}, loop_, core_http_, evidence_.journal()),
        activator_server_(loop_, {land::core.address, land::http_port}, servers_.activator_routes()),
        teleware_server_(loop_, teleware_endpoint, servers_.teleware_routes()),
        phones_(scenario.phones, loop_, lan_, chance_, evidence_.journal()),
        wake_(loop_.io()) {
    evidence_.begin(scenario, "live");
    evidence_.watch(lan_, Evidence::lan);
    evidence_.watch(wan_, Evidence::wan);
    lan_.connect(lab_.lan());
    wan_.connect(lab_.wan_gateway());
    wan_.connect(lab_.core());
    if (plan.wake_descriptor >= 0) wake_on(plan.wake_descriptor);
    if (scenario.gateway.command) {
      start_another_gateway(*scenario.gateway.command);
    } else {
      start_smg(plan);
    }
  }

  ~LiveWorld() override {
    stopping_ = true;
    evidence_.flush();
    if (wake_.is_open()) wake_.release();
  }

  net::Loop& loop() override { return loop_; }
  net::Journal& journal() override { return evidence_.journal(); }
  void power_on(std::string_view phone) override { phones_.power_on(phone); }
  void power_off(std::string_view phone) override { phones_.power_off(phone); }
  [[nodiscard]] std::string fault() const override { return fault_; }

  [[nodiscard]] Traffic traffic() const override {
    const auto drops = lab_.drops();
    std::uint64_t dropped = 0;
    for (const auto& link : {drops.lan, drops.wan, drops.core}) dropped += link.queue_full + link.refused;
    return {lan_.frames(), wan_.frames(), dropped};
  }

 private:
  // Teleware is nobody's business but Activator's: both stand in the core namespace.
  static constexpr net::Endpoint teleware_endpoint{net::Ipv4Address(127, 0, 0, 1), 8080};

  void start_smg(const WorldPlan& plan) {
    const auto configuration = plan.folder / "gateway.conf";
    gateway_ = lab_.run_in_gateway(
        {plan.gateway.string(), "--config", configuration.string(), "--lan", "lan0", "--wan", "wan0"},
        {.output = [this](std::string_view line) { ready_ = ready_ || line == "ready"; },
         .error = [this](std::string_view line) { evidence_.gateway_says(line); },
         .ended = [this](ProcessEnd end) { gateway_ended(end); }});
    await_gateway(plan.gateway, "say 'ready'", [this] { return ready_; });
  }

  // A program that nobody asked to say "ready" is ready when it does its work: when it answers a DISCOVER.
  void start_another_gateway(const std::vector<std::string>& command) {
    const auto log = [this](std::string_view line) { evidence_.gateway_says(line); };
    gateway_ = lab_.run_in_gateway(
        command, {.output = log, .error = log, .ended = [this](ProcessEnd end) { gateway_ended(end); }});
    const GatewayProbe probe(loop_, lan_, chance_.stream("gateway probe"));
    await_gateway(command.front(), "answer a DISCOVER", [&probe] { return probe.answered(); });
  }

  // `deed`: what `ready` waits for.
  void await_gateway(const std::filesystem::path& program, std::string_view deed,
                     const std::function<bool()>& ready) {
    loop_.run_until([&] { return ready() || !fault_.empty(); }, loop_.now() + gateway_patience);
    if (!fault_.empty()) throw std::runtime_error(fault_ + "; its log is gateway.log");
    if (!ready()) {
      throw std::runtime_error(fmt::format("{} did not {} within {}; its log is gateway.log", program.string(),
                                           deed, net::to_string(gateway_patience)));
    }
    evidence_.journal().note(net::Kind::gateway_ready, "gateway", {{"program", program.filename().string()}});
  }

  void gateway_ended(ProcessEnd end) {
    if (stopping_) return;
    fault_ = "the gateway ended with " + to_string(end);
    evidence_.journal().note(net::Kind::gateway_ended, "gateway", {{"why", to_string(end)}});
  }

  // A byte there makes the loop look at what it waits for; nothing is read, so that it stays awake.
  void wake_on(int descriptor) {
    wake_.assign(descriptor);
    wake_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [](const boost::system::error_code&) {});
  }

  net::AsioLoop loop_;
  Lab lab_;
  net::Chance chance_;
  bool ready_ = false, stopping_ = false;  // ready_: smg has said so
  std::string fault_;
  Evidence evidence_;
  Segment lan_, wan_;
  net::AsioStreams core_streams_{loop_};
  net::StreamHttpClient core_http_;
  Servers servers_;
  net::HttpServer activator_server_, teleware_server_;
  PhoneBank phones_;
  boost::asio::posix::stream_descriptor wake_;
  std::unique_ptr<ChildProcess> gateway_;
};

}  // namespace

std::unique_ptr<CaseWorld> make_live_world(const scenarios::Scenario& scenario, const WorldPlan& plan) {
  if (scenario.gateway.command) return std::make_unique<LiveWorld>(scenario, plan, gateway::Settings{}.dhcp.lan);
  PrivateFile(plan.folder / "gateway.conf").write(gateway_configuration(scenario.gateway));
  return std::make_unique<LiveWorld>(scenario, plan, gateway_settings(scenario.gateway).dhcp.lan);
}

}  // namespace sim
