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
  std::optional<std::string> option66{};
  std::string host_name{};  // option 12; empty: not sent
  std::optional<net::Ipv4Address> dns{};
  std::optional<net::Duration> lease{};  // nothing: the answer to an INFORM
};

// In this order: message type and server identifier, the lease's times; what the client asked for in the order it
// asked (option 55; when it did not say, everything); what it needs though it did not ask: the mask, option 66, its
// reserved name; its identifier (RFC 6842); and last what its relay added (RFC 3046 §2.2).
//
// It fits into what the client takes (option 57), by way of file and sname where it must. What the client asked for
// is kept in its order as long as it fits; what else is named here is always sent, save for what a relay added that
// fills a frame by itself.
[[nodiscard]] net::DhcpMessage make_reply(const net::DhcpMessage& request, const ReplyContent& content,
                                          const DhcpServerSettings& settings);
[[nodiscard]] net::DhcpMessage make_nak(const net::DhcpMessage& request, std::string_view why,
                                        const DhcpServerSettings& settings);

// The longest IP datagram this client takes (option 57), 576 octets when it does not say (RFC 2131 §2).
[[nodiscard]] std::size_t largest_datagram(const net::DhcpMessage& request);

// What the client wishes (option 51), between ten seconds and what is set; what is set when it does not say.
[[nodiscard]] net::Duration lease_time(const net::DhcpMessage& request, const DhcpServerSettings& settings);

// Where a reply goes (RFC 2131 §4.1).
struct ReplyPath {
  net::MacAddress mac;
  net::Ipv4Address address;
  std::uint16_t port;
  friend bool operator==(const ReplyPath&, const ReplyPath&) = default;
};
[[nodiscard]] ReplyPath reply_path(const net::DhcpMessage& reply, net::MacAddress came_from);

}  // namespace gateway
