#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "gateway/settings/configuration.hpp"

namespace gateway {
namespace {

// A command as the vendor's note spells its words, and what `show` with the same words then prints. The note shows
// one command whole; of the others it gives the words, in five rows without `Set`.
struct NoteCommand {
  std::string_view typed;
  std::string_view words;
  std::string_view shown;
};
void PrintTo(const NoteCommand& command, std::ostream* out) { *out << command.typed; }

constexpr NoteCommand commands[] = {
    {"Set DHCP server TFTP server 1,http://193.164.253.250/phoneprovisioning", "DHCP server TFTP server 1",
     "Set Dhcp Server Tftp Server 1,http://193.164.253.250/phoneprovisioning"},
    {"Set Dhcp Server Tftp Server Configured 1,yes", "Dhcp Server Tftp Server Configured 1",
     "Set Dhcp Server Tftp Server Configured 1,yes"},
    {"Set Event Forwarding Discriminator Entry Class 2,DHCP", "Event Forwarding Discriminator Entry Class 2",
     "Set Event Forwarding Discriminator Entry Class 2,DHCP"},
    {"Set Event Forwarding Discriminator Entry Subclass 2,67", "Event Forwarding Discriminator Entry Subclass 2",
     "Set Event Forwarding Discriminator Entry Subclass 2,67"},
    {"Set Event Forwarding Discriminator Entry Target 2,Activator", "Event Forwarding Discriminator Entry Target 2",
     "Set Event Forwarding Discriminator Entry Target 2,Activator"},
    {"Set Event Forwarding Discriminator Entry Criteria 2,At Least",
     "Event Forwarding Discriminator Entry Criteria 2",
     "Set Event Forwarding Discriminator Entry Criteria 2,At Least"},
    {"Set Event Forwarding Discriminator Entry Severity 2,Debug-Level Messages",
     "Event Forwarding Discriminator Entry Severity 2",
     "Set Event Forwarding Discriminator Entry Severity 2,Debug-Level Messages"},
    {"Set Http Client Enabled yes", "Http Client Enabled", "Set Http Client Enabled yes"},
    {"Set Http Client File Server Ip Address 193.164.253.250", "Http Client File Server Ip Address",
     "Set Http Client File Server Ip Address 193.164.253.250"},
    {"Set Http Client Download Path /", "Http Client Download Path", "Set Http Client Download Path /"},
    {"Set Http Client Events Path /activator/eventHandler.asp", "Http Client Events Path",
     "Set Http Client Events Path /activator/eventHandler.asp"},
    {"Set Http Client Activator Download Path /activator/fileServer.asp", "Http Client Activator Download Path",
     "Set Http Client Activator Download Path /activator/fileServer.asp"},
    {"Set Http Client Inactivity Timeout 30", "Http Client Inactivity Timeout",
     "Set Http Client Inactivity Timeout 30"},
    {"Set Http Client Connection Retries 3", "Http Client Connection Retries",
     "Set Http Client Connection Retries 3"},
    {"Set Http Client Secure Download no", "Http Client Secure Download", "Set Http Client Secure Download no"},
    {"Set Event Forwarding Enabled yes", "Event Forwarding Enabled", "Set Event Forwarding Enabled yes"},
    {"Set Event Forwarding Discriminator Enabled yes", "Event Forwarding Discriminator Enabled",
     "Set Event Forwarding Discriminator Enabled yes"},
    {"Set Event Forwarding Default Action Log", "Event Forwarding Default Action",
     "Set Event Forwarding Default Action Log"},
    {"Set Event Forwarding Default Severity Debug-Level Messages", "Event Forwarding Default Severity",
     "Set Event Forwarding Default Severity Debug-Level Messages"},
    {"Set Event Log Size 100", "Event Log Size", "Set Event Log Size 100"},
    {"Set Event Activator Logging yes", "Event Activator Logging", "Set Event Activator Logging yes"},
    {"Set Event Ip Diffserv Logging yes", "Event Ip Diffserv Logging", "Set Event Ip Diffserv Logging yes"},
    {"Set Dhcp Server Mac Alert Enabled 1,yes", "Dhcp Server Mac Alert Enabled 1",
     "Set Dhcp Server Mac Alert Enabled 1,yes"},
    {"Set Dhcp Server Mac Alert Name 1,PhoneProv", "Dhcp Server Mac Alert Name 1",
     "Set Dhcp Server Mac Alert Name 1,PhoneProv"},
    {"Set Dhcp Server Mac Alert Address 1,0004f2", "Dhcp Server Mac Alert Address 1",
     "Set Dhcp Server Mac Alert Address 1,0004f2"},
    {"Set Dhcp Server Mac Alert Mask 1,ffffff", "Dhcp Server Mac Alert Mask 1",
     "Set Dhcp Server Mac Alert Mask 1,ffffff"},
    {"Set Dhcp Server Mac Alert Randomise Tftp Server Name 1,yes",
     "Dhcp Server Mac Alert Randomise Tftp Server Name 1",
     "Set Dhcp Server Mac Alert Randomise Tftp Server Name 1,yes"},
};

std::string spelled(std::string_view text, int (*letter)(int)) {
  std::string result;
  for (const char c : text) result += static_cast<char>(letter(static_cast<unsigned char>(c)));
  return result;
}

class NoteCommands : public testing::TestWithParam<NoteCommand> {};

TEST_P(NoteCommands, AreObeyedAndReadBackByShow) {
  const auto& [typed, words, shown] = GetParam();
  const std::string line(typed);
  const auto value = line.substr(4 + words.size() - (words.back() >= '0' && words.back() <= '9' ? 2 : 0));
  const auto upper = spelled(line.substr(0, line.size() - value.size()), std::toupper) + value;
  for (const auto& way : {line, line.substr(4), upper}) {
    Configuration configuration{Settings{}};
    const auto command = parse_command(way);
    ASSERT_TRUE(std::holds_alternative<Command>(command)) << way << to_string(std::get<Refusal>(command));
    ASSERT_FALSE(configuration.obey(std::span(&std::get<Command>(command), 1))) << way;
    const auto show = parse_command("show " + std::string(words));
    const auto* part = std::get_if<ShowSettings>(&std::get<Command>(show));
    ASSERT_NE(part, nullptr) << words;
    const auto lines = to_commands(configuration.settings(), part->words, part->index);
    EXPECT_NE(std::ranges::find(lines, shown), lines.end()) << way;
  }
}

INSTANTIATE_TEST_SUITE_P(Command, NoteCommands, testing::ValuesIn(commands));

TEST(NoteCommands, AreOneForEachFieldOfTheNote) {
  for (const auto& row : setting_table()) {
    const auto is_its = [&](const NoteCommand& command) {
      return command.shown.starts_with("Set " + std::string(row.words) + " ");
    };
    EXPECT_EQ(std::ranges::any_of(commands, is_its), !row.ours) << row.words;
  }
}

}  // namespace
}  // namespace gateway
