#include <gtest/gtest.h>

#include "gateway/settings/command.hpp"

namespace gateway {
namespace {

// The settings after these lines; a refused one is a failure.
Settings after(std::initializer_list<std::string_view> lines) {
  Settings settings;
  for (const auto line : lines) {
    const auto parsed = parse_command(line);
    EXPECT_TRUE(std::holds_alternative<Command>(parsed)) << line;
    auto next = obeyed(settings, std::get<Command>(parsed));
    EXPECT_TRUE(std::holds_alternative<Settings>(next)) << line;
    settings = std::get<Settings>(std::move(next));
  }
  return settings;
}

std::string conflict(std::initializer_list<std::string_view> lines) {
  const auto found = find_conflict(after(lines));
  return found ? found->message : "none";
}

constexpr auto mac_1 = "Set Dhcp Server Reservation Mac 1,00:04:f2:1a:24:57";
constexpr auto address_1 = "Set Dhcp Server Reservation Address 1,192.168.100.50";

TEST(Reservation, IsMadeFieldByField) {
  const auto settings = after({mac_1, address_1, "Set Dhcp Server Reservation Host Name 1,reception"});
  const Reservation expected{
      true, net::MacAddress({0, 4, 0xf2, 0x1a, 0x24, 0x57}), net::Ipv4Address(192, 168, 100, 50), {"reception"}};
  EXPECT_EQ(settings.reservations[0], expected);
  EXPECT_FALSE(find_conflict(settings));
}

TEST(Reservation, OfWhatIsNoStationOrNoNameIsRefused) {
  for (const char* value :
       {"Mac 1,0004f2", "Mac 1,ffffffffffff", "Mac 1,010000000000", "Mac 1,000000000000", "Address 1,192.168.100",
        "Host Name 1,two words", "Host Name 1,a..b", "Host Name 1,end.", "Host Name 65,x", "Mac 0004f21a2457"})
    EXPECT_TRUE(check_command(std::string("Set Dhcp Server Reservation ") + value)) << value;
}

TEST(Reservation, OutsideTheLanIsAConflict) {
  EXPECT_EQ(conflict({"Set Dhcp Server Reservation Address 3,10.0.0.7"}),
            "reservation 3 has the address 10.0.0.7, which is no other host's of 192.168.100.1/24");
  for (const char* host : {"0", "1", "255"})
    EXPECT_NE(conflict({(std::string("Set Dhcp Server Reservation Address 1,192.168.100.") + host)}), "none")
        << host;
}

TEST(Reservation, OfOneAddressOrStationTwiceIsAConflictUnlessOneIsOff) {
  EXPECT_EQ(conflict({address_1, "Set Dhcp Server Reservation Address 2,192.168.100.50"}),
            "reservation 1 and reservation 2 have the same address 192.168.100.50");
  EXPECT_EQ(conflict({mac_1, "Set Dhcp Server Reservation Mac 64,0004f21a2457"}),
            "reservation 1 and reservation 64 have the same MAC address 00:04:f2:1a:24:57");
  EXPECT_EQ(conflict({mac_1, "Set Dhcp Server Reservation Mac 64,0004f21a2457", "no Dhcp Server Reservation 64"}),
            "none");
}

TEST(Reservation, AnAddressThatIsNoneIsNotTakenForNothing) {
  for (const char* line : {"Set Dhcp Server Dns 1.2.3", "Set Dhcp Server Router here", "Set Dhcp Server Ntp 1",
                           "Set Event Forwarding Discriminator Entry Subclass 1,x"})
    EXPECT_TRUE(check_command(line)) << line;
}

}  // namespace
}  // namespace gateway
