#pragma once

#include <string_view>
#include <variant>

#include "gateway/dhcp/dhcp_reply.hpp"
#include "gateway/dhcp/lan_refusal.hpp"
#include "net/bytes.hpp"
#include "net/dhcp_message.hpp"

namespace gateway {

// What the gateway has to see of its LAN, as a pcap filter: messages to the server, and answers to its ARP probes.
inline constexpr std::string_view dhcp_capture_filter = "udp dst port 67 or arp[6:2] = 2";

struct DhcpArrival {
  net::DhcpMessage message;
  net::MacAddress from;      // the frame's source: a client, or its relay
  net::Ipv4Address address;  // the packet's source
  bool unicast = false;      // sent to our own address: by a client that knows us (RFC 2131 §4.3.2, RENEWING)
  std::uint8_t dscp = 0;     // of the packet (RFC 2474 §3)
};
struct NotForUs {};

// Looks at a few octets before it decodes: on a real LAN everything that passes is shown to the gateway. A refusal
// is about something that was meant for our port.
[[nodiscard]] std::variant<DhcpArrival, NotForUs, LanRefusal> read_dhcp_frame(net::BytesView frame,
                                                                              net::MacAddress own,
                                                                              const net::Ipv4Network& lan);

// `largest_datagram`: what the client takes (net::encode).
[[nodiscard]] net::Bytes make_dhcp_frame(const net::DhcpMessage& reply, const ReplyPath& path, net::MacAddress own,
                                         net::Ipv4Address address, std::size_t largest_datagram);

}  // namespace gateway
