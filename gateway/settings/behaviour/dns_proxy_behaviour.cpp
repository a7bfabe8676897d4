#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

using net::Ipv4Address;

std::optional<Ipv4Address> address_of(Bench& bench, std::string_view name) {
  const auto answer = bench.asks_for_name(name);
  if (!answer || answer->answers.empty()) return std::nullopt;
  return std::get<Ipv4Address>(answer->answers.front().data);
}

void proxies(Bench& bench) {
  bench.types("Set Dns Proxy Enabled yes");
  bench.types("Set Dns Proxy Host Name 1,boot.example.net");
  bench.types("Set Dns Proxy Host Address 1,10.0.0.1");
}

constexpr Behaviour all[] = {
    {"Dns Proxy Enabled",
     [](Bench& bench) {
       EXPECT_FALSE(bench.lan_ports.contains(53));
       bench.types("Set Dns Proxy Enabled yes");
       EXPECT_TRUE(bench.lan_ports.contains(53));
       EXPECT_EQ(bench.boots()->address_option(6), Ipv4Address(192, 168, 100, 1));
     }},
    {"Dns Proxy Server Address",
     [](Bench& bench) {
       proxies(bench);
       bench.types("Set Dns Proxy Server Address 1,8.8.8.8");
       bench.asks_for_name("www.example.net");
       ASSERT_EQ(bench.wan_sent.size(), 1U);
       EXPECT_EQ(bench.wan_sent.front().to, (net::Endpoint{Ipv4Address(8, 8, 8, 8), 53}));
     }},
    {"Dns Proxy Host Name",
     [](Bench& bench) {
       proxies(bench);
       EXPECT_EQ(address_of(bench, "boot.example.net"), Ipv4Address(10, 0, 0, 1));
       bench.types("Set Dns Proxy Host Name 1,other.example.net");
       EXPECT_EQ(address_of(bench, "other.example.net"), Ipv4Address(10, 0, 0, 1));
       EXPECT_EQ(address_of(bench, "boot.example.net"), std::nullopt);
     }},
    {"Dns Proxy Host Address",
     [](Bench& bench) {
       proxies(bench);
       bench.types("Set Dns Proxy Host Address 1,10.0.0.2");
       EXPECT_EQ(address_of(bench, "boot.example.net"), Ipv4Address(10, 0, 0, 2));
     }},
};

}  // namespace

const std::span<const Behaviour> dns_proxy_behaviours(all);

}  // namespace gateway
