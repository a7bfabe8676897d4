#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway {

// Why something that reached the server's port, or answered its ARP probe, is not heeded: the mistakes of a LAN and
// its lies. Each is counted by itself.
enum class LanRefusal : std::uint8_t {
  // The frame.
  truncated,     // a length promises more than is there
  oversized,     // longer than a frame may be
  fragment,      // of an IPv4 packet: a DHCP message fits into one
  bad_header,    // an IPv4 header that contradicts itself
  bad_checksum,  // of IPv4 or UDP
  own_frame,     // its source is our own MAC address: a loop, or a lie
  bad_source,    // its source is no station's MAC address
  // The message.
  bad_operation,    // neither BOOTREQUEST nor BOOTREPLY
  not_ethernet,     // a client of another kind of network
  no_magic_cookie,  // BOOTP
  no_message_type,  // BOOTP, or a type nobody knows
  bad_option,       // of a length it cannot have, or overloaded into nothing
  repeated_option,  // twice what there is once
  server_message,   // what servers say, said to a server
  too_many_hops,    // RFC 1542 §4.1.1: more than 16 relays
  // Who says it.
  bad_client,       // chaddr is no station's MAC address
  foreign_client,   // unrelayed, and chaddr is not the frame's source
  foreign_address,  // the packet's source is not the client's address, or that cannot be a client's
  unknown_relay,    // giaddr is no other host of our LAN
  foreign_lease,    // RELEASE or DECLINE of what is not that client's lease
  no_address,       // REQUEST or INFORM without the address it is about
  // What it wants.
  no_free_address,   // every address has an owner
  too_many_clients,  // New Client Limit
  // ARP replies to our probes.
  arp_truncated,
  arp_not_ipv4,        // not about IPv4 over Ethernet
  arp_bad_sender,      // the sender is no station, or has no address a host can have
  arp_foreign_sender,  // the sender is not the frame's source
  arp_own_address,     // somebody says that our address is his
};
inline constexpr std::size_t lan_refusals = static_cast<std::size_t>(LanRefusal::arp_own_address) + 1;

std::string_view to_string(LanRefusal why);  // as `show counters` names it: "dhcp refused: truncated"

// How often each occurred.
class LanRefusals {
 public:
  void count(LanRefusal why) { ++counts_.at(static_cast<std::size_t>(why)); }
  [[nodiscard]] std::uint64_t of(LanRefusal why) const { return counts_.at(static_cast<std::size_t>(why)); }
  [[nodiscard]] std::uint64_t all() const;
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> lines() const;  // every reason, in order

 private:
  std::array<std::uint64_t, lan_refusals> counts_{};
};

}  // namespace gateway
