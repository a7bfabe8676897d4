#pragma once

#include <optional>
#include <variant>

#include "gateway/dhcp/dhcp_reply.hpp"
#include "net/bytes.hpp"
#include "net/dhcp_message.hpp"

namespace gateway {

struct DhcpArrival {
  net::DhcpMessage message;
  net::MacAddress from;  // the frame's source: a client, or its relay
};
struct NotForUs {};
struct Malformed {};  // to the server's port, but not readable

// Looks at a few octets before it decodes: on a real LAN everything that passes is shown to the gateway.
[[nodiscard]] std::variant<DhcpArrival, NotForUs, Malformed> read_dhcp_frame(net::BytesView frame,
                                                                             net::MacAddress own,
                                                                             const net::Ipv4Network& lan);

[[nodiscard]] net::Bytes make_dhcp_frame(const net::DhcpMessage& reply, const ReplyPath& path, net::MacAddress own,
                                         net::Ipv4Address address);

}  // namespace gateway
