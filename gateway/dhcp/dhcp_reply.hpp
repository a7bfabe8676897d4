#pragma once

#include <optional>
#include <string>

#include "gateway/settings/settings.hpp"
#include "net/dhcp_message.hpp"

namespace gateway {

// What the answer to a message shall say (RFC 2131 table 3).
struct ReplyContent {
  net::DhcpType type;
  net::Ipv4Address address = net::Ipv4Address::any();  // yiaddr; any: none is given
  std::optional<std::string> option66;
  bool with_lease = true;  // false: the answer to an INFORM
};

// The message type and the server identifier, the lease's times, then what the client asked for in the order it
// asked (option 55), then what it needs though it did not ask: the mask, and option 66.
[[nodiscard]] net::DhcpMessage make_reply(const net::DhcpMessage& request, const ReplyContent& content,
                                          const DhcpServerSettings& settings);
[[nodiscard]] net::DhcpMessage make_nak(const net::DhcpMessage& request, std::string_view why,
                                        const DhcpServerSettings& settings);

// Where a reply goes (RFC 2131 §4.1).
struct ReplyPath {
  net::MacAddress mac;
  net::Ipv4Address address;
  std::uint16_t port;
  friend bool operator==(const ReplyPath&, const ReplyPath&) = default;
};
[[nodiscard]] ReplyPath reply_path(const net::DhcpMessage& reply, net::MacAddress came_from);

}  // namespace gateway
