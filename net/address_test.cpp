#include "net/address.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

TEST(MacAddress, ReadsBothSpellingsInEitherCase) {
  const auto expected = MacAddress({0x00, 0x04, 0xf2, 0xaa, 0xbb, 0x0c});
  EXPECT_EQ(MacAddress::parse("00:04:f2:aa:bb:0c"), expected);
  EXPECT_EQ(MacAddress::parse("0004F2AABB0C"), expected);
}

TEST(MacAddress, RefusesWhatIsNotSixBytes) {
  for (const auto* text : {"", "0004f2aabb", "0004f2aabb0cdd", "00-04-f2-aa-bb-0c", "00:04:f2:aa:bb:0",
                           "0004f2aabbxy", "00:04:f2:aa:bb0c:"}) {
    EXPECT_EQ(MacAddress::parse(text), std::nullopt) << text;
  }
}

TEST(MacAddress, PrintsOneFormForPeopleAndOneForFileNames) {
  const auto mac = *MacAddress::parse("0004f2aabb0c");
  EXPECT_EQ(to_string(mac), "00:04:f2:aa:bb:0c");
  EXPECT_EQ(config_stem(mac), "0004f2aabb0c");
}

TEST(MacAddress, CountsOnThroughItsBytes) {
  EXPECT_EQ(config_stem(MacAddress::parse("0004f2aaffff")->plus(1)), "0004f2ab0000");
  EXPECT_EQ(config_stem(MacAddress::broadcast().plus(1)), "000000000000");
}

TEST(Ipv4Address, ReadsADottedQuadAndNothingElse) {
  EXPECT_EQ(Ipv4Address::parse("192.168.100.1"), Ipv4Address(192, 168, 100, 1));
  for (const auto* text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.", "01.2.3.4", "1.2.3.x", " 1.2.3.4", "-1.2.3.4"}) {
    EXPECT_EQ(Ipv4Address::parse(text), std::nullopt) << text;
  }
}

TEST(Ipv4Network, KnowsItsMaskItsBroadcastAndItsMembers) {
  const auto network = *Ipv4Network::parse("192.168.100.1/24");
  EXPECT_EQ(to_string(network.mask()), "255.255.255.0");
  EXPECT_EQ(to_string(network.directed_broadcast()), "192.168.100.255");
  EXPECT_TRUE(network.contains(Ipv4Address(192, 168, 100, 77)));
  EXPECT_FALSE(network.contains(Ipv4Address(192, 168, 101, 77)));
  EXPECT_TRUE(Ipv4Network::parse("10.0.0.1/0")->contains(Ipv4Address(1, 2, 3, 4)));
  EXPECT_EQ(Ipv4Network::parse("10.0.0.1/33"), std::nullopt);
}

TEST(Ipv4Network, ReadsAPrefixOffAMaskWithoutHoles) {
  EXPECT_EQ(prefix_length(Ipv4Address(255, 255, 254, 0)), 23);
  EXPECT_EQ(prefix_length(Ipv4Address(255, 0, 255, 0)), std::nullopt);
}

}  // namespace
}  // namespace net
