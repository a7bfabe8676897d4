#include "gateway/settings/config_file.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

std::string mistakes(std::string_view text) {
  std::string all;
  for (const auto& mistake : read_config(text, Settings{}).mistakes) all += to_string(mistake, "smg.conf");
  return all;
}

TEST(ConfigFile, CommentsBlankLinesAndCarriageReturnsAreSkipped) {
  const auto result = read_config("# a comment\r\n\r\n   # another\r\nSet System Serial SMG7\r\n", Settings{});
  EXPECT_TRUE(result.mistakes.empty());
  EXPECT_EQ(result.settings.serial, "SMG7");
}

TEST(ConfigFile, EveryMistakeIsToldWithItsPlaceAndAHelp) {
  EXPECT_EQ(mistakes("Set Http Client Enabled maybe\n"
                     "Set System Serial SMG7\n"
                     "\tSet Dhcp Servr Enabled yes\n"
                     "show leases"),
            R"(smg.conf:1:25: error: Http Client Enabled: 'maybe' is not a possible value
   |
 1 | Set Http Client Enabled maybe
   |                         ^^^^^
   = help: allowed: yes or no
)"
            "smg.conf:3:6: error: unknown setting 'Dhcp Servr Enabled'\n"
            "   |\n"
            " 3 | \tSet Dhcp Servr Enabled yes\n"
            "   | \t    ^^^^^^^^^^^^^^^^^^\n"
            "   = help: did you mean 'Dhcp Server Enabled'?\n"
            R"(smg.conf:4:1: error: a configuration file only sets things
   |
 4 | show leases
   | ^^^^
   = help: remove the line
)");
}

TEST(ConfigFile, AValueTooManyForItsLineIsMarkedWhereItStands) {
  EXPECT_EQ(mistakes("Dhcp Server Tftp Server 9,x"),
            R"(smg.conf:1:25: error: '9' is no index: TFTP server name rows 1 to 4
   |
 1 | Dhcp Server Tftp Server 9,x
   |                         ^^^
   = help: type: Set Dhcp Server Tftp Server <1 to 4>,<value>
)");
}

TEST(ConfigFile, AMistakenPasswordIsNotQuoted) {
  const auto told = mistakes("Set Web Server Password sesame7\n");
  EXPECT_EQ(told.find("sesame7"), std::string::npos) << told;
  EXPECT_NE(told.find(" 1 | Set Web Server Password *******\n"), std::string::npos) << told;
}

TEST(ConfigFile, APoolOutsideTheLanIsAMistakeOfTheFile) {
  EXPECT_EQ(mistakes("Set Dhcp Server Lan Address 10.0.0.1/16\n"),
            R"(smg.conf:1:1: error: the pool 192.168.100.100 to 192.168.100.199 is not inside the LAN 10.0.0.1/16
   |
 1 | Set Dhcp Server Lan Address 10.0.0.1/16
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: set Dhcp Server Lan Address, Dhcp Server Pool First and Dhcp Server Pool Last together
)");
}

TEST(Profile, FactoryIsTheDefaultOfEverySetting) { EXPECT_EQ(profile("factory"), Settings{}); }

TEST(Profile, NoteHoldsTheValuesOfTheVendorsNote) {
  const auto note = *profile("note");
  EXPECT_EQ(note.tftp_servers[0]->server, "http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(note.event_filters[0], (EventFilter{EventClass::script, 9999, Target::manager_1, {}, Severity::debug}));
  EXPECT_EQ(note.event_filters[1], (EventFilter{EventClass::dhcp, 67, Target::activator, {}, Severity::debug}));
  EXPECT_EQ(note.mac_alerts[0], (MacAlert{true, "PhoneProv", {"0004f2"}, {"ffffff000000"}, true}));
  EXPECT_TRUE(note.http.enabled);
  EXPECT_EQ(note.http.server, (HostAddress{net::Ipv4Address(193, 164, 253, 250)}));
  EXPECT_EQ(note.http.events_path.text, "/activator/eventHandler.asp");
  EXPECT_EQ(note.dhcp.number_width, 18U);
}

TEST(Profile, SeedSampleIsTheNoteWithTwelveDigits) {
  auto expected = *profile("note");
  expected.dhcp.number_width = 12;
  EXPECT_EQ(profile("seed-sample"), expected);
  EXPECT_EQ(profile("seed"), std::nullopt);
}

}  // namespace
}  // namespace gateway
