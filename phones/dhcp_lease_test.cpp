#include "phones/dhcp_lease.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

namespace option = net::dhcp_option;
constexpr net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
constexpr net::Ipv4Address gateway(192, 168, 100, 1);
constexpr net::TimePoint now{100s};

net::DhcpMessage ack() {
  net::DhcpMessage message(mac);
  message.request = false;
  message.yiaddr = net::Ipv4Address(192, 168, 100, 100);
  message.add(net::DhcpType::ack).add_address(option::server_identifier, gateway);
  return message;
}

net::DhcpMessage day() { return ack().add_seconds(option::lease_time, 24h); }

TEST(Lease, TakesItsTimersFromTheLease) {
  const auto lease = read_lease(day(), 160, now);
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->renew_at, now + 12h);
  EXPECT_EQ(lease->rebind_at, now + 21h);
  EXPECT_EQ(lease->expires_at, now + 24h);
  EXPECT_EQ(lease->server, gateway);
}

TEST(Lease, TakesItsTimersFromTheServerWhenTheyAreInOrder) {
  const auto given = read_lease(day().add_seconds(58, 1h).add_seconds(59, 2h), 160, now);
  EXPECT_EQ(given->renew_at, now + 1h);
  EXPECT_EQ(given->rebind_at, now + 2h);
  const auto swapped = read_lease(day().add_seconds(58, 2h).add_seconds(59, 1h), 160, now);
  EXPECT_EQ(swapped->renew_at, now + 12h);
  const auto beyond_the_end = read_lease(day().add_seconds(58, 1h).add_seconds(59, 25h), 160, now);
  EXPECT_EQ(beyond_the_end->rebind_at, now + 21h);
}

TEST(Lease, ForEverIsNeverRenewed) {
  const auto lease = read_lease(ack().add_seconds(option::lease_time, std::chrono::seconds(0xffffffff)), 160, now);
  ASSERT_TRUE(lease);
  EXPECT_EQ(wakes_at(Bound{*lease}), std::nullopt);
}

TEST(Lease, KnowsItsLinkByMaskAndRouter) {
  auto message = day();
  message.add_address(option::subnet_mask, net::Ipv4Address(255, 255, 255, 128))
      .add_address(option::router, gateway);
  const auto lease = read_lease(message, 160, now);
  EXPECT_EQ(lease->network, (net::Ipv4Network{net::Ipv4Address(192, 168, 100, 100), 25}));
  EXPECT_EQ(lease->router, gateway);
}

TEST(Lease, WithoutAMaskIsOfItsClass) {
  EXPECT_EQ(read_lease(day(), 160, now)->network.prefix_length, 24);
  auto ten = day();
  ten.yiaddr = net::Ipv4Address(10, 1, 2, 3);
  EXPECT_EQ(read_lease(ten, 160, now)->network.prefix_length, 8);
}

TEST(Lease, KeepsWhatWasSaidOfTheBootServer) {
  const auto lease = read_lease(day().add_text(66, "http://a").add_text(160, "http://b"), 160, now);
  EXPECT_EQ(lease->boot_server, (BootServerOptions{"http://b", "http://a"}));
}

TEST(Lease, NamesTheNameServersInTheirOrder) {
  EXPECT_TRUE(read_lease(day(), 160, now)->name_servers.empty());
  const auto lease = read_lease(day().add(6, {10, 0, 0, 1, 0, 0, 0, 0, 10, 0, 0, 2}), 160, now);
  EXPECT_EQ(lease->name_servers, (std::vector{net::Ipv4Address(10, 0, 0, 1), net::Ipv4Address(10, 0, 0, 2)}));
  EXPECT_TRUE(read_lease(day().add(6, {10, 0, 0, 1, 10}), 160, now)->name_servers.empty());
}

TEST(Lease, IsOnlyWhatAnAckWithAddressServerAndTimeSays) {
  EXPECT_FALSE(read_lease(ack(), 160, now));
  EXPECT_FALSE(read_lease(ack().add_seconds(option::lease_time, 0s), 160, now));
  auto nowhere = day();
  nowhere.yiaddr = net::Ipv4Address::any();
  EXPECT_FALSE(read_lease(nowhere, 160, now));
  net::DhcpMessage unsigned_ack(mac);
  unsigned_ack.yiaddr = net::Ipv4Address(192, 168, 100, 100);
  EXPECT_FALSE(read_lease(unsigned_ack.add(net::DhcpType::ack).add_seconds(option::lease_time, 1h), 160, now));
}

}  // namespace
}  // namespace phones
