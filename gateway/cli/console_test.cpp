#include "gateway/cli/console.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "gateway/settings/config_file.hpp"
#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

// A console of a gateway that does not run, with a file in memory.
struct Desk {
  explicit Desk(std::string_view start = "factory") : configuration(profile(start).value()) {}
  Configuration configuration;
  std::string file;
  bool disk_full = false;
  Console console{{.configuration = configuration, .save = [this](std::string_view text) {
                     if (disk_full) throw std::system_error(ENOSPC, std::generic_category(), "write smg.conf");
                     file = text;
                     return std::string("smg.conf");
                   }}};

  std::string types(std::string_view line) {
    std::string said;
    console.obey(line, [&](std::string answer) { said = std::move(answer); });
    return said;
  }
};

TEST(Console, WhatIsSavedMakesTheSameSettingsOnTopOfAnyProfile) {
  for (const auto start : profile_names()) {
    Desk desk(start);
    desk.types("delete Dhcp Server Mac Alert 1");
    desk.types("Set Dhcp Server Mac Alert Name 7,Lobby");
    desk.types("Set Dhcp Server Lease Time 600");
    desk.types("Set Web Server Password open sesame");
    EXPECT_TRUE(desk.console.has_unsaved_changes());
    EXPECT_EQ(desk.types("save"), "ok: saved in smg.conf");
    EXPECT_FALSE(desk.console.has_unsaved_changes());
    for (const auto below : profile_names()) {
      const auto again = read_config(desk.file, profile(below).value());
      EXPECT_TRUE(again.mistakes.empty());
      EXPECT_EQ(again.settings, desk.configuration.settings()) << start << " read on top of " << below;
    }
  }
}

TEST(Console, SettingsThatCouldNotBeReadAgainAreNotSaved) {
  Desk desk;
  EXPECT_EQ(desk.types("Set Dhcp Server Pool Last 10.0.0.1"),
            "ok\nwarning: the pool 192.168.100.100 to 10.0.0.1 ends before it begins");
  EXPECT_EQ(desk.types("save"),
            "error: not saved: the pool 192.168.100.100 to 10.0.0.1 ends before it begins\n"
            "help: Dhcp Server Pool First is the lower address");
  EXPECT_EQ(desk.file, "");
  EXPECT_TRUE(desk.console.has_unsaved_changes());
}

TEST(Console, AFailedSaveSaysWhy) {
  Desk desk;
  desk.disk_full = true;
  desk.types("Set System Serial SMG7");
  EXPECT_EQ(desk.types("save"),
            "error: not saved: write smg.conf: No space left on device\nhelp: the file is as it was");
  EXPECT_TRUE(desk.console.has_unsaved_changes());
}

TEST(Console, WithoutAFileThereIsNothingToSaveIn) {
  Configuration configuration{Settings{}};
  Console console({.configuration = configuration});
  std::string said;
  console.obey("save", [&](std::string answer) { said = std::move(answer); });
  EXPECT_EQ(said, "error: there is no configuration file\nhelp: start smg with --config FILE");
}

TEST(Console, WhatOnlyARunningGatewayKnowsIsRefused) {
  Desk desk;
  for (const auto* line : {"show leases", "show events", "show counters", "show event log", "hdl x"})
    EXPECT_NE(desk.types(line).find("only while the gateway runs\nhelp: type it at: smg --cli --control PATH"),
              std::string::npos)
        << line;
}

TEST(Console, AListShowsItsColumnsAndAnEntryItsFields) {
  Desk desk("note");
  EXPECT_EQ(desk.types("show event filter"),
            "events > event filter\n"
            "Index  Event Class   Event Subclass  Target\n"
            "1      Script        9999            Manager 1\n"
            "2      DHCP          67              Activator\n"
            "3      unconfigured\n"
            "4      unconfigured\n"
            "5      unconfigured\n"
            "6      unconfigured\n"
            "7      unconfigured\n"
            "8      unconfigured\n"
            "9      unconfigured\n"
            "10     unconfigured");
  EXPECT_EQ(desk.types("show mac alert 1"),
            "local servers > dhcp server > mac alert 1\n"
            "Enabled                     yes\n"
            "Name                        PhoneProv\n"
            "MAC Address                 0004f2\n"
            "MAC Address Mask            ffffff000000\n"
            "Randomise TFTP Server Name  yes");
  EXPECT_EQ(desk.types("show mac alert 2"), "local servers > dhcp server > mac alert 2\nunconfigured");
}

TEST(Console, APageIsShownByItsTitleOrItsPath) {
  Desk desk("note");
  const auto page = desk.types("show http client");
  EXPECT_TRUE(page.starts_with("local clients > http client\nEnabled ")) << page;
  EXPECT_NE(page.find("\nEvents Path              /activator/eventHandler.asp\n"), std::string::npos) << page;
  EXPECT_EQ(desk.types("show Local Clients > HTTP client"), page);
  EXPECT_EQ(desk.types("show local clients http client"), page);
  EXPECT_TRUE(desk.types("show option 66 1").ends_with("Server      http://193.164.253.250/phoneprovisioning"));
  EXPECT_NE(desk.types("show pages").find("\nlocal servers > dhcp server > mac alert <1 to 10>\n"),
            std::string::npos);
}

TEST(Console, SettingsAreShownAsTheCommandsThatMakeThem) {
  Desk desk("note");
  EXPECT_EQ(desk.types("show dhcp server tftp server"),
            "Set Dhcp Server Tftp Server Configured 1,yes\n"
            "Set Dhcp Server Tftp Server 1,http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(desk.types("show dhcp server mac alert name 1"), "Set Dhcp Server Mac Alert Name 1,PhoneProv");
  EXPECT_EQ(desk.types("show dhcp server mac alert 2"), "unconfigured");
}

TEST(Console, HelpExplainsEverySettingPageAndCommand) {
  Desk desk;
  EXPECT_EQ(desk.types("help dhcp server mac alert name"),
            "Dhcp Server Mac Alert Name\n"
            "The name that events carry.\n"
            "type:    Set Dhcp Server Mac Alert Name <1 to 10>,<value>\n"
            "allowed: text of 0 to 32 characters\n"
            "default: nothing\n"
            "page:    local servers > dhcp server > mac alert: Name");
  for (const auto& row : setting_table()) {
    const auto said = desk.types("help " + std::string(row.words));
    EXPECT_NE(said.find(row.help), std::string::npos) << said;
    EXPECT_NE(said.find("allowed: " + allowed_values(row)), std::string::npos) << said;
  }
  for (const auto& page : setting_pages())
    EXPECT_TRUE(desk.types("help " + std::string(page.path)).starts_with(page.path)) << page.path;
  for (const auto& verb : verbs()) {
    EXPECT_TRUE(desk.types("help " + std::string(verb.word)).starts_with(verb.usage));
    EXPECT_NE(desk.types("help").find(verb.usage), std::string::npos);
  }
  EXPECT_NE(desk.types("help event log").find("what happened"), std::string::npos);
  EXPECT_EQ(desk.types("help nonsense"), "error: unknown setting 'nonsense'\nhelp: type: help");
}

}  // namespace
}  // namespace gateway
