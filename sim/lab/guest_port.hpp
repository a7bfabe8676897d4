#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/asio_loop.hpp"
#include "net/wire.hpp"
#include "sim/lab/child_process.hpp"
#include "sim/lab/link.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/lab/port.hpp"

namespace sim {

// A machine that is not ours on the LAN: a namespace of its own with one interface, eth0, up and without an
// address, whose cable is wire(). Real clients run in it: udhcpc, dhclient, perfdhcp, curl.
class GuestPort {
 public:
  GuestPort(net::AsioLoop& loop, Reaper& reaper, net::MacAddress mac);  // throws std::system_error

  [[nodiscard]] net::Wire& wire() { return eth0_.wire(); }
  [[nodiscard]] Link& link() { return eth0_.link(); }  // to give it an address and routes by hand
  [[nodiscard]] const NetworkNamespace& network_namespace() const { return namespace_; }

  std::unique_ptr<ChildProcess> run(const std::vector<std::string>& words, ChildProcess::Handlers handlers);

 private:
  net::AsioLoop& loop_;
  Reaper& reaper_;
  NetworkNamespace namespace_;
  Port eth0_;
};

}  // namespace sim
