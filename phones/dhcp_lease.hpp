#pragma once

#include <optional>

#include "phones/dhcp_client.hpp"

namespace phones {

// Could be the address of one host.
bool is_assignable(net::Ipv4Address address);

// Reads an ACK. nullopt when it is none, or lacks what a lease must have (RFC 2131 table 3): address, server, time.
// T1 and T2 are the server's where they are in order, else 0.5 and 0.875 of the lease (RFC 2131 §4.4.5).
std::optional<Lease> read_lease(const net::DhcpMessage& message, std::uint8_t custom_option, net::TimePoint now);

}  // namespace phones
