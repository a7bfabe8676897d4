#include "net/arp_cache.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

const MacAddress self({0x00, 0x04, 0xf2, 0, 0, 1});
const MacAddress router_mac({0x02, 0, 0, 0, 0, 1});
const Ipv4Address own(192, 168, 100, 100);
const Ipv4Address router(192, 168, 100, 1);
constexpr TimePoint start{};

Ipv4Packet packet(std::uint16_t number) {
  return {.source = own, .destination = router, .identification = number, .payload = OpaquePayload{99, {}}};
}

ArpMessage says(Ipv4Address address, MacAddress mac) {
  return {ArpMessage::Operation::reply, mac, address, self, own};
}

std::vector<std::uint16_t> numbers(const std::vector<Ipv4Packet>& packets) {
  std::vector<std::uint16_t> all;
  all.reserve(packets.size());
  for (const auto& one : packets) all.push_back(one.identification);
  return all;
}

TEST(ArpCache, AsksOnceForThePacketsOfOneNextHop) {
  ArpCache cache;
  EXPECT_TRUE(cache.hold(router, packet(1), start));
  EXPECT_FALSE(cache.hold(router, packet(2), start));
  EXPECT_TRUE(cache.hold(Ipv4Address(192, 168, 100, 2), packet(3), start));
}

TEST(ArpCache, HandsTheWaitingPacketsBackInOrderWhenItLearns) {
  ArpCache cache;
  static_cast<void>(cache.hold(router, packet(1), start));
  static_cast<void>(cache.hold(router, packet(2), start));
  EXPECT_EQ(numbers(cache.learn(says(router, router_mac), true, start + 10ms)), (std::vector<std::uint16_t>{1, 2}));
  EXPECT_EQ(cache.find(router, start + 10ms), router_mac);
  EXPECT_EQ(cache.wakes_at(), std::nullopt);
  EXPECT_TRUE(cache.learn(says(router, router_mac), true, start + 10ms).empty());
}

TEST(ArpCache, KeepsTheLatestThreePackets) {
  ArpCache cache;
  for (std::uint16_t i = 1; i <= 5; ++i) static_cast<void>(cache.hold(router, packet(i), start));
  EXPECT_EQ(numbers(cache.learn(says(router, router_mac), true, start)), (std::vector<std::uint16_t>{3, 4, 5}));
}

TEST(ArpCache, AsksThreeTimesASecondApartAndThenGivesUp) {
  ArpCache cache;
  EXPECT_TRUE(cache.hold(router, packet(7), start));
  for (const auto again : {start + 1s, start + 2s}) {
    EXPECT_EQ(cache.wakes_at(), again);
    EXPECT_TRUE(cache.tick(again - 1ns).ask.empty());
    EXPECT_EQ(cache.tick(again).ask, std::vector{router});
  }
  EXPECT_EQ(cache.wakes_at(), start + 3s);
  const auto due = cache.tick(start + 3s);
  EXPECT_TRUE(due.ask.empty());
  EXPECT_EQ(numbers(due.undeliverable), std::vector<std::uint16_t>{7});
  EXPECT_EQ(cache.wakes_at(), std::nullopt);
  EXPECT_TRUE(cache.hold(router, packet(8), start + 4s));
}

TEST(ArpCache, LearnsFromMessagesForUsOnly) {
  ArpCache cache;
  static_cast<void>(cache.learn(says(router, router_mac), false, start));
  EXPECT_EQ(cache.find(router, start), std::nullopt);
  static_cast<void>(cache.learn(says(router, router_mac), true, start));
  EXPECT_EQ(cache.find(router, start), router_mac);
}

TEST(ArpCache, UpdatesWhatItKnowsFromAnyMessage) {
  ArpCache cache;
  static_cast<void>(cache.learn(says(router, router_mac), true, start));
  static_cast<void>(cache.learn(says(router, self), false, start + 19min));
  EXPECT_EQ(cache.find(router, start + 30min), self);
}

TEST(ArpCache, ForgetsAfterTwentyMinutes) {
  ArpCache cache;
  static_cast<void>(cache.learn(says(router, router_mac), true, start));
  EXPECT_EQ(cache.find(router, start + 20min - 1ns), router_mac);
  EXPECT_EQ(cache.find(router, start + 20min), std::nullopt);
}

TEST(ArpCache, LearnsNothingFromAProbeOrAGroupAddress) {
  ArpCache cache;
  static_cast<void>(cache.learn(says(Ipv4Address::any(), router_mac), true, start));
  static_cast<void>(cache.learn(says(router, MacAddress::broadcast()), true, start));
  EXPECT_EQ(cache.find(Ipv4Address::any(), start), std::nullopt);
  EXPECT_EQ(cache.find(router, start), std::nullopt);
}

}  // namespace
}  // namespace net
