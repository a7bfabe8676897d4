#include "sim/lab/guest_port.hpp"

namespace sim {

GuestPort::GuestPort(net::AsioLoop& loop, Reaper& reaper, net::MacAddress mac)
    : loop_(loop), reaper_(reaper), namespace_(NetworkNamespace::make()), eth0_(loop, namespace_, "eth0", mac) {
  eth0_.link().bring_up();
}

std::unique_ptr<ChildProcess> GuestPort::run(const std::vector<std::string>& words,
                                             ChildProcess::Handlers handlers) {
  return std::make_unique<ChildProcess>(loop_, reaper_, namespace_, words, std::move(handlers));
}

}  // namespace sim
