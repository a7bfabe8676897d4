#include <cstdint>
#include <cstdlib>
#include <span>

#include "gateway/dhcp/dhcp_reply.hpp"
#include "gateway/dhcp/dhcp_server.hpp"
#include "gateway/settings/profile.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// A small pool, so that clients meet.
gateway::Settings small_pool() {
  auto settings = *gateway::profile("note");
  settings.dhcp.pool_last = net::Ipv4Address(192, 168, 100, 103);
  settings.dhcp.number_width = 2;
  return settings;
}

net::Ipv4Address near_pool(std::uint8_t octet) {
  return {192, 168, 100, static_cast<std::uint8_t>(98 + octet % 8)};
}

// Five octets are a message: its type, its sender, what it asks for, and what else it carries.
net::DhcpMessage message(std::span<const std::uint8_t> octets) {
  namespace option = net::dhcp_option;
  net::DhcpMessage m(net::MacAddress({0, 4, 0xf2, 0, 0, static_cast<std::uint8_t>(octets[1] % 7)}));
  m.add(static_cast<net::DhcpType>(1 + octets[0] % 8));
  m.xid = octets[3] % 4;
  const auto flags = octets[4];
  if ((flags & 1) != 0) m.add_address(option::requested_address, near_pool(octets[2]));
  if ((flags & 2) != 0) m.ciaddr = near_pool(octets[2]);
  if ((flags & 4) != 0) m.add_address(option::server_identifier, net::Ipv4Address(192, 168, 100, 1));
  if ((flags & 8) != 0) m.add_address(option::server_identifier, net::Ipv4Address(192, 168, 100, 2));
  if ((flags & 16) != 0) m.add(option::client_identifier, {octets[3]});
  if ((flags & 32) != 0) m.add(option::parameter_request_list, {octets[2], octets[3], 1, 66, 51});
  if ((flags & 64) != 0) m.broadcast = true;
  return m;
}

void check(const gateway::LeaseTable& leases, const gateway::DhcpServerSettings& settings) {
  std::set<net::Ipv4Address> addresses;
  std::set<std::string> numbers;
  for (const auto* each : leases.by_address()) {
    const auto& lease = *each;
    require(leases.of_client(lease.client) == &lease && leases.at(lease.address) == &lease);
    require(addresses.insert(lease.address).second);  // no two leases share an address
    require(gateway::in_pool(settings, lease.address));
    require(lease.number.empty() || numbers.insert(lease.number).second);
    require(lease.number.empty() || lease.state == gateway::LeaseState::leased);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto settings = small_pool();
  gateway::LeaseTable leases;
  net::TimePoint now{};
  unsigned drawn = 0;
  const std::function<std::string(std::size_t)> digits = [&](std::size_t width) {
    return std::to_string(100 + drawn++ % 100).substr(3 - width);
  };
  const auto carry_out = [&](const gateway::DhcpOutcome& outcome) {
    for (const auto& change : outcome.changes) leases.apply(change);
    check(leases, settings.dhcp);
  };
  for (std::size_t at = 0; at + 5 <= size; at += 5) {
    now += std::chrono::seconds(data[at + 4] * data[at + 4]);
    carry_out(expire(leases, now));
    require(!wakes_at(leases) || *wakes_at(leases) > now);
    const auto sent = message({data + at, 5});
    const auto outcome = step(leases, sent, {settings, now, digits});
    carry_out(outcome);
    if (!outcome.reply) continue;
    (void)gateway::reply_path(*outcome.reply, sent.chaddr);
    require(outcome.reply->xid == sent.xid && outcome.reply->chaddr == sent.chaddr && !outcome.reply->request);
    const auto given = outcome.reply->yiaddr;
    require(given.is_any() || leases.at(given)->state != gateway::LeaseState::past);
  }
  // And whatever the codec takes, the server takes.
  const auto raw = net::decode_dhcp({data, size});
  if (const auto* any = std::get_if<net::DhcpMessage>(&raw)) carry_out(step(leases, *any, {settings, now, digits}));
  return 0;
}
