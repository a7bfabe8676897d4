#include "sim/lab/lab.hpp"

namespace sim {

Lab::Lab(net::AsioLoop& loop, const LabPlan& plan)
    : loop_(loop),
      gateway_namespace_(NetworkNamespace::make()),
      core_namespace_(NetworkNamespace::make()),
      lan_(loop, gateway_namespace_, "lan0", land::gateway_lan_mac),
      wan_(loop, gateway_namespace_, "wan0", land::gateway_wan_mac),
      core_(loop, core_namespace_, "core0", land::core_mac) {
  core_namespace_.enter();
  gateway_namespace_.inside([] { set_kernel_setting("net/ipv4/ip_forward", "1"); });
  lan_.link().set_address(plan.lan);
  wan_.link().set_address(plan.wan);
  core_.link().set_address(plan.core);
  lan_.link().bring_up();
  wan_.link().bring_up();
  core_.link().bring_up();
  core_.link().add_route(plan.lan, plan.wan.address);
}

std::unique_ptr<ChildProcess> Lab::run_in_gateway(const std::vector<std::string>& words,
                                                  ChildProcess::Handlers handlers) {
  return std::make_unique<ChildProcess>(loop_, reaper_, gateway_namespace_, words, std::move(handlers));
}

std::unique_ptr<ChildProcess> Lab::run_in_core(const std::vector<std::string>& words,
                                               ChildProcess::Handlers handlers) {
  return std::make_unique<ChildProcess>(loop_, reaper_, core_namespace_, words, std::move(handlers));
}

std::unique_ptr<GuestPort> Lab::make_guest_port(net::MacAddress mac) {
  return std::make_unique<GuestPort>(loop_, reaper_, mac);
}

LabDrops Lab::drops() const { return {lan_.drops(), wan_.drops(), core_.drops()}; }

}  // namespace sim
