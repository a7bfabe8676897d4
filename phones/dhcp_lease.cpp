#include "phones/dhcp_lease.hpp"

namespace phones {
namespace {

namespace option = net::dhcp_option;
constexpr net::Duration infinity = std::chrono::seconds(0xffffffff);  // RFC 2131 §3.3

// Without a mask the address's class says it, as before RFC 950.
int prefix_length(const net::DhcpMessage& ack) {
  if (const auto mask = ack.address_option(option::subnet_mask)) {
    if (const auto length = net::prefix_length(*mask)) return *length;
  }
  const auto first = ack.yiaddr.number() >> 24;
  return first < 128 ? 8 : first < 192 ? 16 : 24;
}

// A list whose last address is cut short says nothing (RFC 2132 §3.8).
std::vector<net::Ipv4Address> name_servers(const net::DhcpMessage& ack) {
  std::vector<net::Ipv4Address> servers;
  const auto* list = ack.option(option::domain_name_server);
  if (list == nullptr || list->size() % 4 != 0) return servers;
  for (std::size_t at = 0; at < list->size(); at += 4) {
    const net::Ipv4Address server((*list)[at], (*list)[at + 1], (*list)[at + 2], (*list)[at + 3]);
    if (is_assignable(server)) servers.push_back(server);
  }
  return servers;
}

void set_deadlines(Lease& lease, const net::DhcpMessage& ack, net::TimePoint now) {
  if (lease.time == infinity) {
    lease.renew_at = lease.rebind_at = lease.expires_at = net::TimePoint::max();
    return;
  }
  const auto t1 = ack.seconds_option(option::renewal_time);
  const auto t2 = ack.seconds_option(option::rebinding_time);
  const bool in_order = t1 && t2 && *t1 > 0s && *t1 < *t2 && *t2 < lease.time;
  lease.renew_at = now + (in_order ? *t1 : lease.time / 2);
  lease.rebind_at = now + (in_order ? *t2 : lease.time / 8 * 7);
  lease.expires_at = now + lease.time;
}

}  // namespace

bool is_assignable(net::Ipv4Address address) {
  return !address.is_any() && !address.is_broadcast() && !address.is_multicast();
}

std::optional<Lease> read_lease(const net::DhcpMessage& message, std::uint8_t custom_option, net::TimePoint now) {
  const auto server = message.server();
  const auto time = message.lease_time();
  if (message.type() != net::DhcpType::ack || !server || !time || *time <= 0s || !is_assignable(message.yiaddr)) {
    return std::nullopt;
  }
  Lease lease{{message.yiaddr, prefix_length(message)},
              message.address_option(option::router),
              *server,
              *time,
              {},
              {},
              {},
              {message.text_option(custom_option), message.text_option(option::tftp_server_name)},
              name_servers(message)};
  set_deadlines(lease, message, now);
  return lease;
}

}  // namespace phones
