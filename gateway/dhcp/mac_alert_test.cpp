#include "gateway/dhcp/mac_alert.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

struct Row {
  std::string_view address, mask, mac;
  bool matches;
};

TEST(MacAlert, ComparesTheBitsOfTheMaskAndWithoutOneTheDigitsGiven) {
  for (const auto& row : std::initializer_list<Row>{
           {"0004f2", "ffffff000000", "0004f21a2457", true},
           {"0004f2", "ffffff000000", "0004f31a2457", false},
           {"0004f2", "ffffff", "0004f21a2457", true},  // missing digits of a mask are 0
           {"0004f2", "", "0004f2ffffff", true},
           {"0004f2", "", "0004f1ffffff", false},
           {"0004f", "", "0004ff000000", true},  // half an octet
           {"0004f21a2457", "", "0004f21a2457", true},
           {"0004f21a2457", "", "0004f21a2456", false},
           {"0004f21a2457", "fffffffffffe", "0004f21a2456", true},
           {"0004f2", "ffffffffffff", "0004f2000000", true},  // missing digits of an address are 0
           {"0004f2", "ffffffffffff", "0004f2000001", false},
           {"", "", "123456789abc", true},
       }) {
    const MacAlert alert{true, "x", {std::string(row.address)}, {std::string(row.mask)}, true};
    EXPECT_EQ(matches(alert, *net::MacAddress::parse(row.mac)), row.matches)
        << row.address << "/" << row.mask << " " << row.mac;
  }
}

TEST(MacAlert, TheLowestEnabledEntryWins) {
  Settings settings;
  settings.mac_alerts[1] = MacAlert{false, "off", {"0004f2"}, {}, true};
  settings.mac_alerts[4] = MacAlert{true, "five", {"0004f2"}, {}, true};
  settings.mac_alerts[6] = MacAlert{true, "seven", {"0004f2"}, {}, true};
  EXPECT_EQ(find_alert(settings, *net::MacAddress::parse("0004f2000000"))->name, "five");
  EXPECT_EQ(find_alert(settings, *net::MacAddress::parse("0004f3000000")), nullptr);
}

TEST(Option66, TheLowestSlotInUseIsSentAndAnEmptyOneIsNone) {
  Settings settings;
  EXPECT_EQ(option66_base(settings), std::nullopt);
  settings.tftp_servers[3] = TftpServer{true, "four"};
  settings.tftp_servers[1] = TftpServer{false, "two"};
  EXPECT_EQ(option66_base(settings), "four");
  settings.tftp_servers[0] = TftpServer{true, ""};
  EXPECT_EQ(option66_base(settings), std::nullopt);
}

TEST(Option66, TheNumberFollowsOneSlash) {
  EXPECT_EQ(join_option66("http://193.164.253.250/phoneprovisioning", "007"),
            "http://193.164.253.250/phoneprovisioning/007");
  EXPECT_EQ(join_option66("http://h/p/", "007"), "http://h/p/007");
}

}  // namespace
}  // namespace gateway
