#include "gateway/dhcp/dhcp_forgery.hpp"

#include "gateway/settings/settings.hpp"

namespace gateway {

namespace {

namespace option = net::dhcp_option;
using net::DhcpType;

constexpr std::uint8_t most_hops = 16;           // RFC 1542 §4.1.1
constexpr std::size_t longest_identifier = 255;  // RFC 2132 §9.14: one octet tells its length

// The options the server reads that have one length only. A codec joins repeated ones (RFC 3396), so two of them
// look like one of twice the length.
std::optional<LanRefusal> find_bad_option(const net::DhcpMessage& message) {
  struct Fixed {
    std::uint8_t code;
    std::size_t length;
  };
  for (const auto& [code, length] : {Fixed{option::requested_address, 4}, Fixed{option::lease_time, 4},
                                     Fixed{option::server_identifier, 4}, Fixed{option::maximum_message_size, 2}}) {
    const auto* value = message.option(code);
    if (value == nullptr || value->size() == length) continue;
    const bool repeated = !value->empty() && value->size() % length == 0;
    return repeated ? LanRefusal::repeated_option : LanRefusal::bad_option;
  }
  const auto* identifier = message.option(option::client_identifier);
  if (identifier != nullptr && (identifier->empty() || identifier->size() > longest_identifier))
    return LanRefusal::bad_option;
  return std::nullopt;
}

bool is_servers(const net::DhcpMessage& message) {
  const auto type = message.type();
  return !message.request || type == DhcpType::offer || type == DhcpType::ack || type == DhcpType::nak;
}

// RFC 2131 §4.1: a client without an address sends from 0.0.0.0; table 5: one that has it names it in ciaddr.
bool address_is_its_own(const DhcpArrival& arrival, const net::Ipv4Network& lan) {
  const auto& message = arrival.message;
  const bool must_have_it = message.type() == DhcpType::release || message.type() == DhcpType::inform;
  if (must_have_it && !is_lan_host(lan, message.ciaddr)) return false;
  if (message.ciaddr == lan.address || message.ciaddr.is_broadcast() || message.ciaddr.is_multicast()) return false;
  if (arrival.address == message.ciaddr) return true;
  return arrival.address.is_any() && message.type() != DhcpType::release;
}

}  // namespace

std::optional<LanRefusal> find_forgery(const DhcpArrival& arrival, net::MacAddress own,
                                       const net::Ipv4Network& lan) {
  const auto& message = arrival.message;
  if (is_servers(message)) return LanRefusal::server_message;
  if (message.hops > most_hops) return LanRefusal::too_many_hops;
  if (const auto bad = find_bad_option(message)) return bad;
  if (!is_station(message.chaddr) || message.chaddr == own) return LanRefusal::bad_client;
  if (message.type() == DhcpType::inform && message.ciaddr.is_any()) return LanRefusal::no_address;
  if (!message.giaddr.is_any()) {
    if (!is_lan_host(lan, message.giaddr)) return LanRefusal::unknown_relay;
    return std::nullopt;  // the relay is who sent it, and answers for what it says of the client
  }
  if (message.chaddr != arrival.from) return LanRefusal::foreign_client;
  if (!address_is_its_own(arrival, lan)) return LanRefusal::foreign_address;
  return std::nullopt;
}

}  // namespace gateway
