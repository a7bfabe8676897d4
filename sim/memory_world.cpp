#include <fmt/format.h>

#include "gateway/gateway.hpp"
#include "net/http/stream_http_client.hpp"
#include "net/http/stream_http_server.hpp"
#include "net/virtual_loop.hpp"
#include "sim/evidence.hpp"
#include "sim/gateway_settings.hpp"
#include "sim/memory_router.hpp"
#include "sim/phone_bank.hpp"
#include "sim/plan_of_the_land.hpp"
#include "sim/private_file.hpp"
#include "sim/segment.hpp"
#include "sim/servers.hpp"
#include "sim/world.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

// A frame's time on a cable and through a switch: what a gigabit LAN takes, and enough to tell cause from effect.
constexpr net::Duration latency = 50us;

// Virtual time has no date of its own, and the host's must not reach a run that is to be repeated: every run begins
// on the day of the vendor's note, 2008-06-01.
constexpr std::chrono::sys_seconds epoch{std::chrono::sys_days{std::chrono::year(2008) / 6 / 1}};

// Everything in this process, on one virtual clock, from one seed. Members are destroyed from the last to the
// first: who uses comes after what is used.
class MemoryWorld : public CaseWorld {
 public:
  MemoryWorld(const scenarios::Scenario& scenario, const WorldPlan& plan, const gateway::Settings& settings)
      : chance_(scenario.seed),
        evidence_({plan.folder, scenario.name, plan.capture, plan.journal, epoch}, loop_),
        lan_(loop_, latency),
        wan_(loop_, latency),
        lan_port_(lan_.plug_in()),
        lan_ears_(*lan_port_),
        wan_port_(wan_.plug_in()),
        gateway_lan_(loop_, lan_ears_.first(), land::gateway_lan_mac, chance_.stream("gateway lan")),
        gateway_wan_(loop_, *wan_port_, land::gateway_wan_mac, chance_.stream("gateway wan")),
        router_(gateway_lan_, gateway_wan_),
        gateway_http_(loop_, gateway_wan_),
        gateway_chance_(chance_.stream("gateway")),
        core_port_(wan_.plug_in()),
        core_(loop_, *core_port_, land::core_mac, chance_.stream("core")),
        teleware_port_(wan_.plug_in()),
        teleware_(loop_, *teleware_port_, land::teleware_mac, chance_.stream("teleware")),
        core_http_(loop_, core_),
        servers_(scenario, {plan.folder, {land::teleware.address, land::http_port}}, loop_, core_http_,
                 evidence_.journal()),
        activator_server_(loop_, servers_.activator_routes()),
        teleware_server_(loop_, servers_.teleware_routes()),
        gateway_(settings, gateway_surroundings()),
        phones_(scenario.phones, loop_, lan_, chance_, evidence_.journal()) {
    evidence_.begin(scenario, "memory");
    evidence_.watch(lan_, Evidence::lan);
    evidence_.watch(wan_, Evidence::wan);
    gateway_lan_.configure({settings.dhcp.lan, std::nullopt});
    gateway_wan_.configure({land::gateway_wan, std::nullopt});
    core_.configure({land::core, land::gateway_wan.address});
    teleware_.configure({land::teleware, land::gateway_wan.address});
    core_.listen(land::http_port, activator_server_.acceptor());
    teleware_.listen(land::http_port, teleware_server_.acceptor());
    evidence_.journal().note(net::Kind::gateway_ready, "gateway", {{"program", "smg, in this process"}});
  }

  net::Loop& loop() override { return loop_; }
  net::Journal& journal() override { return evidence_.journal(); }
  void power_on(std::string_view phone) override { phones_.power_on(phone); }
  void power_off(std::string_view phone) override { phones_.power_off(phone); }
  [[nodiscard]] std::string fault() const override { return {}; }
  [[nodiscard]] Traffic traffic() const override { return {lan_.frames(), wan_.frames(), 0}; }

 private:
  gateway::Surroundings gateway_surroundings() {
    return {.loop = loop_,
            .lan = lan_ears_.second(),
            .lan_mac = land::gateway_lan_mac,
            .lan_datagrams = gateway_lan_,
            .wan_datagrams = gateway_wan_,
            .http = gateway_http_,
            .neighbours = gateway_neighbours_,
            .store = gateway_store_,
            .log = [this](std::string_view line) { evidence_.gateway_says(line); },
            .random_digits = [this](std::size_t width) { return gateway_chance_.digits(width); },
            .started = epoch};
  }

  net::VirtualLoop loop_;
  net::Chance chance_;
  Evidence evidence_;
  Segment lan_, wan_;

  std::unique_ptr<net::Wire> lan_port_;
  SharedWire lan_ears_;
  std::unique_ptr<net::Wire> wan_port_;
  net::Host gateway_lan_, gateway_wan_;
  MemoryRouter router_;
  net::StreamHttpClient gateway_http_;
  gateway::NoNeighbours gateway_neighbours_;
  gateway::ForgetfulStore gateway_store_;  // this world ends with its gateway
  net::Chance gateway_chance_;

  std::unique_ptr<net::Wire> core_port_;
  net::Host core_;
  std::unique_ptr<net::Wire> teleware_port_;
  net::Host teleware_;
  net::StreamHttpClient core_http_;
  Servers servers_;
  net::StreamHttpServer activator_server_, teleware_server_;

  gateway::Gateway gateway_;
  PhoneBank phones_;
};

}  // namespace

std::unique_ptr<CaseWorld> make_memory_world(const scenarios::Scenario& scenario, const WorldPlan& plan) {
  PrivateFile(plan.folder / "gateway.conf").write(gateway_configuration(scenario.gateway));
  return std::make_unique<MemoryWorld>(scenario, plan, gateway_settings(scenario.gateway));
}

}  // namespace sim
