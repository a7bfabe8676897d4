#include "gateway/settings/command.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

// Obeys each line in turn; what a refused one says is kept, and it must not change anything.
struct Console {
  Settings settings;
  std::string said;

  Console& type(std::string_view line) {
    said.clear();
    const auto parsed = parse_command(line);
    if (const auto* refusal = std::get_if<Refusal>(&parsed)) {
      said = to_string(*refusal);
      return *this;
    }
    auto next = obeyed(settings, std::get<Command>(parsed));
    if (const auto* refusal = std::get_if<Refusal>(&next)) {
      said = to_string(*refusal);
    } else {
      settings = std::get<Settings>(std::move(next));
    }
    return *this;
  }
};

TEST(Command, TheNotesSampleCommandWorksAlone) {
  Console console;
  console.type("Set DHCP server TFTP server 1,http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(console.said, "");
  ASSERT_TRUE(console.settings.tftp_servers[0]);
  EXPECT_EQ(*console.settings.tftp_servers[0], (TftpServer{true, "http://193.164.253.250/phoneprovisioning"}));
}

TEST(Command, TheWordSetMayBeMissingAndCaseDoesNotMatter) {
  Console console;
  console.type("http CLIENT enabled YES").type("dhcp server mac alert name 3,PhoneProv");
  EXPECT_TRUE(console.settings.http.enabled);
  EXPECT_EQ(console.settings.mac_alerts[2]->name, "PhoneProv");
}

TEST(Command, TheLongestMatchOnWholeWordsWins) {
  Console console;
  console.type("Set Dhcp Server Tftp Server 1,Configured").type("Set Dhcp Server Tftp Server Configured 1,no");
  EXPECT_EQ(*console.settings.tftp_servers[0], (TftpServer{false, "Configured"}));
}

TEST(Command, TheIndexEndsAtTheFirstCommaAndTheRestIsTheValue) {
  Console console;
  console.type("Set Dhcp Server Mac Alert Name 10, a,b , c ");
  EXPECT_EQ(console.settings.mac_alerts[9]->name, "a,b , c");
}

TEST(Command, AnEmptyOption66IsLegal) {
  Console console;
  console.type("Set Dhcp Server Tftp Server 2,");
  EXPECT_EQ(console.said, "");
  EXPECT_EQ(*console.settings.tftp_servers[1], (TftpServer{true, ""}));
}

TEST(Command, SettingAFieldOfAnUnconfiguredRowSwitchesItOn) {
  Console console;
  console.type("Set Dhcp Server Mac Alert Mask 2,ff:ff:ff");
  ASSERT_TRUE(console.settings.mac_alerts[1]);
  EXPECT_TRUE(console.settings.mac_alerts[1]->enabled);
  EXPECT_EQ(console.settings.mac_alerts[1]->mask.digits, "ffffff");
}

TEST(Command, NoSwitchesOffAndDeleteEmptiesTheRow) {
  Console console;
  console.settings = *profile("note");
  console.type("no Dhcp Server Mac Alert 1").type("no Dhcp Server Tftp Server 1").type("no Http Client Enabled");
  EXPECT_FALSE(console.settings.mac_alerts[0]->enabled);
  EXPECT_FALSE(console.settings.tftp_servers[0]->configured);
  EXPECT_FALSE(console.settings.http.enabled);
  EXPECT_TRUE(console.settings.mac_alerts[0]->randomise);
  console.type("no dhcp server mac alert randomise tftp server name 1");
  EXPECT_FALSE(console.settings.mac_alerts[0]->randomise);
  console.type("delete Dhcp Server Mac Alert 1").type("delete Event Forwarding Discriminator Entry Class 2");
  EXPECT_FALSE(console.settings.mac_alerts[0]);
  EXPECT_FALSE(console.settings.event_filters[1]);
  EXPECT_TRUE(console.settings.event_filters[0]);
}

TEST(Command, TheClassKeepsItsOwnSubclassUntilOneIsSet) {
  Console console;
  console.type("Set Event Forwarding Discriminator Entry Class 1,script");
  EXPECT_EQ(console.settings.event_filters[0]->subclass, std::nullopt);
  console.type("Set Event Forwarding Discriminator Entry Subclass 1,0");
  EXPECT_EQ(console.settings.event_filters[0]->subclass, 0U);
  console.type("Set Event Forwarding Discriminator Entry Subclass 1,");
  EXPECT_EQ(console.settings.event_filters[0]->subclass, std::nullopt);
}

TEST(Command, TheFileServerMayCarryAPort) {
  Console console;
  console.type("Set Http Client File Server Ip Address 193.164.253.250:8080");
  EXPECT_EQ(console.settings.http.server, (HostAddress{net::Ipv4Address(193, 164, 253, 250), 8080}));
}

// Each refusal, word for word.
struct Refused {
  std::string_view line;
  std::string_view said;
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.line; }

class Refusals : public testing::TestWithParam<Refused> {};

TEST_P(Refusals, SayWhatIsWrongAndWhatIsAllowedAndChangeNothing) {
  Console console;
  console.settings = *profile("note");
  const auto before = console.settings;
  console.type(GetParam().line);
  EXPECT_EQ(console.said, GetParam().said);
  EXPECT_EQ(console.settings, before);
}

INSTANTIATE_TEST_SUITE_P(
    Command, Refusals,
    testing::Values(
        Refused{"", "error: a command is missing\nhelp: type: Set <words> [<index>,]<value>, or: help"},
        Refused{"set", "error: a setting is missing\nhelp: type: Set <words> [<index>,]<value>"},
        Refused{
            "Set Dhcp Servr Mac Alert Name 1,x",
            "error: unknown setting 'Dhcp Servr Mac Alert Name'\nhelp: did you mean 'Dhcp Server Mac Alert Name'?"},
        Refused{"Set Dhcp Server Mac Alert 1,x",
                "error: '1,x' does not follow 'Dhcp Server Mac Alert'\n"
                "help: next can come: Enabled, Name, Address, Mask, Randomise"},
        Refused{"Set Http Client",
                "error: 'Http Client' is not a whole setting\n"
                "help: next can come: Enabled, File, Download, Events, Activator, Inactivity, "
                "Connection, Secure, Ca, Certificate, Connect, Retry, Hold, Event"},
        Refused{"reboot now", "error: unknown setting 'reboot now'\nhelp: 'show' prints every setting"},
        Refused{"Set Dhcp Server Tftp Server Configurd 1,yes",
                "error: 'Configurd 1' is no index: TFTP server name rows 1 to 4\n"
                "help: did you mean 'Dhcp Server Tftp Server Configured'?"},
        Refused{"Set Dhcp Server Tftp Server 5,x",
                "error: '5' is no index: TFTP server name rows 1 to 4\n"
                "help: type: Set Dhcp Server Tftp Server <1 to 4>,<value>"},
        Refused{"Set Dhcp Server Tftp Server http://x",
                "error: an index is missing: TFTP server name rows 1 to 4\n"
                "help: type: Set Dhcp Server Tftp Server <1 to 4>,<value>"},
        Refused{"Set Dhcp Server Mac Alert Name 0,x",
                "error: '0' is no index: MAC alert rows 1 to 10\n"
                "help: type: Set Dhcp Server Mac Alert Name <1 to 10>,<value>"},
        Refused{"Set Http Client Enabled 1,yes",
                "error: Http Client Enabled takes no index\nhelp: type: Set Http Client Enabled <value>"},
        Refused{"Set Http Client Enabled maybe",
                "error: Http Client Enabled: 'maybe' is not a possible value\nhelp: allowed: yes or no"},
        Refused{"Set Http Client Enabled",
                "error: Http Client Enabled: a value is missing\nhelp: allowed: yes or no"},
        Refused{
            "Set Snmp Enterprise 1.3.6.1.4.1.",
            "error: Snmp Enterprise: '1.3.6.1.4.1.' is not a possible value\nhelp: allowed: an object identifier "
            "such as 1.3.6.1.4.1.2078"},
        Refused{"Set Snmp Manager Address 1,193.164.253.250:0",
                "error: Snmp Manager Address: '193.164.253.250:0' is not a possible value\nhelp: allowed: an IPv4 "
                "address, with a port where it is not the usual one (193.164.253.250:8080), or nothing"},
        Refused{"Set Http Client Connection Retries 101",
                "error: Http Client Connection Retries: '101' is not a possible value\n"
                "help: allowed: a number from 0 to 100"},
        Refused{"Set Http Client File Server Ip Address activator",
                "error: Http Client File Server Ip Address: 'activator' is not a possible value\n"
                "help: allowed: an IPv4 address, with a port where it is not the usual one (193.164.253.250:8080), "
                "or nothing"},
        Refused{
            "Set Http Client Events Path ftp://193.164.253.250/x",
            "error: Http Client Events Path: 'ftp://193.164.253.250/x' is not a possible value\n"
            "help: allowed: a path that begins with /, a URL such as http://193.164.253.250/path, or nothing; at "
            "most 255 characters"},
        Refused{"Set Event Forwarding Discriminator Entry Target 1,Activater",
                "error: Event Forwarding Discriminator Entry Target: 'Activater' is not a possible value\n"
                "help: did you mean 'Activator'? allowed: Event Log, Activator, Manager 1, Manager 2, Manager 3, "
                "Manager 4"},
        Refused{"Set Event Forwarding Discriminator Entry Severity 1,loud",
                "error: Event Forwarding Discriminator Entry Severity: 'loud' is not a possible value\n"
                "help: allowed: Emergency, Alert, Critical, Error, Warning, Notice, Informational, Debug-Level "
                "Messages"},
        Refused{"Set Dhcp Server Mac Alert Address 1,0004g2",
                "error: Dhcp Server Mac Alert Address: '0004g2' is not a possible value\n"
                "help: allowed: up to 12 hexadecimal digits such as 0004f2 or 00:04:f2:1a:24:57"},
        Refused{"Set Dhcp Server Lan Address 192.168.100.1/31",
                "error: Dhcp Server Lan Address: '192.168.100.1/31' is not a possible value\n"
                "help: allowed: an address with its prefix such as 192.168.100.1/24; prefixes from 8 to 30"},
        Refused{
            "Set Dhcp Server Tftp Server 1,0123456789012345678901234567890123456789012345678901234567890123",
            "error: Dhcp Server Tftp Server: '0123456789012345678901234567890123456789012345678901234567890123' is "
            "not a possible value\nhelp: allowed: text of 0 to 63 characters"},
        Refused{"no", "error: a setting is missing\nhelp: type: no <words> [<index>]"},
        Refused{"no Dhcp Server Mac Alert",
                "error: an index is missing: MAC alert rows 1 to 10\n"
                "help: type: no Dhcp Server Mac Alert <1 to 10>"},
        Refused{"no Dhcp Server Mac Alert 2",
                "error: MAC alert 2 is unconfigured\nhelp: setting any field of the row creates it"},
        Refused{"no Event Forwarding Discriminator Entry 1",
                "error: 'Event Forwarding Discriminator Entry' has no switch to turn off\n"
                "help: type: delete Event Forwarding Discriminator Entry <1 to 10>"},
        Refused{"no Http Client Events Path",
                "error: 'Http Client Events Path' has no switch to turn off\n"
                "help: type: Set Http Client Events Path <value>"},
        Refused{"no Http Client Enabled 1",
                "error: Http Client Enabled takes no index\nhelp: type: no Http Client Enabled"},
        Refused{"delete", "error: a list is missing\nhelp: type: delete <words> <index>"},
        Refused{"delete Http Client Enabled",
                "error: 'Http Client Enabled' is not a list\nhelp: only rows of lists can be deleted"},
        Refused{"delete Dhcp Server Mac Alert 11",
                "error: '11' is no index: MAC alert rows 1 to 10\n"
                "help: type: delete Dhcp Server Mac Alert <1 to 10>"},
        Refused{"show laeses",
                "error: unknown setting 'laeses'\nhelp: did you mean 'leases'?; or one of: show event log, show "
                "events, show leases, show counters, show pages"}));

TEST(Command, CheckingALineNeedsNoSettings) {
  EXPECT_FALSE(check_command("Set Dhcp Server Mac Alert Name 1,PhoneProv"));
  EXPECT_FALSE(check_command("no Dhcp Server Mac Alert 7"));
  EXPECT_FALSE(check_command("show event log"));
  const auto refusal = check_command("Set Dhcp Server Enabled  maybe");
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->column, 25U);
  EXPECT_EQ(refusal->length, 5U);
}

TEST(Command, SettingsPrintedAsCommandsMakeTheSameSettings) {
  for (const auto name : profile_names()) {
    Console source;
    source.settings = *profile(name);
    source.type("no Dhcp Server Tftp Server 1").type("Set Http Client File Server Ip Address 10.0.0.1:8080");
    Console copy;
    copy.type("Set Dhcp Server Router 10.0.0.1");  // back to nothing by its printed line
    for (const auto& line : to_commands(source.settings)) EXPECT_EQ(copy.type(line).said, "") << line;
    EXPECT_EQ(copy.settings, source.settings) << name;
  }
}

TEST(Command, APartOfTheSettingsCanBeShown) {
  EXPECT_EQ(to_commands(*profile("note"), "dhcp server tftp"),
            (std::vector<std::string>{"Set Dhcp Server Tftp Server Configured 1,yes",
                                      "Set Dhcp Server Tftp Server 1,http://193.164.253.250/phoneprovisioning"}));
}

TEST(SettingTable, EveryRowTakesItsOwnDefaultAndHasAHelp) {
  for (const auto& row : setting_table()) {
    const auto place = row.list != nullptr ? "1," : "";
    const auto line = "Set " + std::string(row.words) + " " + place + default_value(row);
    EXPECT_FALSE(check_command(line)) << line;
    EXPECT_FALSE(row.help.empty() || row.label.empty()) << row.words;
    EXPECT_FALSE(allowed_values(row).empty()) << row.words;
  }
}

}  // namespace
}  // namespace gateway
