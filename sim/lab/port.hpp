#pragma once

#include <string>

#include "net/address.hpp"
#include "net/asio_loop.hpp"
#include "net/tap_wire.hpp"
#include "sim/lab/link.hpp"
#include "sim/lab/namespaces.hpp"

namespace sim {

// A tap: to the kernel an interface of a namespace, to us a wire. The interface has its MAC, an MTU of 1500 and a
// queue for a storm of connections; it is still down and has no address.
class Port {
 public:
  Port(net::AsioLoop& loop, const NetworkNamespace& where, const std::string& interface_name, net::MacAddress mac);

  [[nodiscard]] Link& link() { return link_; }
  [[nodiscard]] const Link& link() const { return link_; }
  [[nodiscard]] LinkDrops drops() const;
  [[nodiscard]] net::Wire& wire() { return wire_; }

 private:
  net::TapWire wire_;
  Link link_;
};

}  // namespace sim
