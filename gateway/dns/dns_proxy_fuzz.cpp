// Queries and replies of any shape, in any order: nobody is answered who did not ask, and nothing waits for ever.
#include <cstdlib>

#include "gateway/dns/dns_proxy.hpp"

namespace {

using namespace std::chrono_literals;

gateway::Settings proxy_settings() {
  gateway::Settings settings;
  settings.dns_proxy.enabled = true;
  settings.name_servers[0] = {net::Ipv4Address(193, 164, 253, 250)};
  settings.static_hosts[0] = {{"a"}, net::Ipv4Address(10, 0, 0, 1)};
  return settings;
}

}  // namespace

// The first octet of each piece says what it is and how long; the rest is the datagram.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto settings = proxy_settings();
  const net::Endpoint client{net::Ipv4Address(192, 168, 100, 100), 5000};
  const std::function<std::uint16_t()> random = [] { return std::uint16_t{0x1234}; };
  gateway::DnsProxy proxy;
  net::TimePoint now{};
  net::BytesView left{data, size};
  while (!left.empty()) {
    const auto what = left[0];
    const auto payload = left.subspan(1, std::min<std::size_t>(what >> 1, left.size() - 1));
    left = left.subspan(1 + payload.size());
    gateway::DnsInput input = gateway::TimeCame{};
    if (payload.empty()) {
      now += 1s;
    } else if ((what & 1) != 0) {
      input = gateway::QueryCame{{client, {settings.dhcp.lan.address, net::dns_port}, payload}};
    } else {
      const net::Endpoint server{*settings.name_servers[0]->address, net::dns_port};
      input = gateway::ReplyCame{proxy.last, {server, {net::Ipv4Address(193, 164, 253, 1), 20000}, payload}};
    }
    auto made = step(std::move(proxy), input, {settings, now, random});
    proxy = std::move(made.next);
    for (const auto& answer : made.answers)
      if (answer.client != client) std::abort();
    if (proxy.waiting.size() > 32) std::abort();
  }
  for (int i = 0; i < 3; ++i) {
    now += 2s;
    proxy = step(std::move(proxy), gateway::TimeCame{}, {settings, now, random}).next;
  }
  if (!proxy.waiting.empty()) std::abort();
  return 0;
}
