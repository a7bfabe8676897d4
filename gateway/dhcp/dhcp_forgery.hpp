#pragma once

#include <optional>

#include "gateway/dhcp/dhcp_frame.hpp"
#include "gateway/dhcp/lan_refusal.hpp"

namespace gateway {

// Whether a message can be what it says it is: who wrote it must be who sent it. Looks at nothing but the message
// and its envelope; what depends on leases, the server decides.
[[nodiscard]] std::optional<LanRefusal> find_forgery(const DhcpArrival& arrival, net::MacAddress own,
                                                     const net::Ipv4Network& lan);

// A MAC address that one station can have: neither a group's nor zero.
[[nodiscard]] constexpr bool is_station(net::MacAddress mac) { return !mac.is_multicast() && mac.number() != 0; }

}  // namespace gateway
