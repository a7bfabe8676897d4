#include "gateway/settings/completion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "gateway/settings/command.hpp"

namespace gateway {
namespace {

using Words = std::vector<std::string>;

// The command a line becomes, as it is written out.
std::string written(std::string_view line) {
  const auto parsed = parse_command(line);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) return refusal->message;
  const auto& command = std::get<Command>(parsed);
  if (const auto* set = std::get_if<SetValue>(&command))
    return std::string(set->row->words) + "/" + std::to_string(set->index) + "/" + set->value;
  if (const auto* off = std::get_if<SwitchOff>(&command)) return "no " + std::string(off->row->words);
  if (const auto* row = std::get_if<DeleteRow>(&command)) return "delete " + std::string(row->list->words);
  if (const auto* part = std::get_if<ShowSettings>(&command)) return "show " + part->words;
  if (const auto* page = std::get_if<ShowPage>(&command)) return "show " + std::string(page->page->path);
  if (const auto* what = std::get_if<Show>(&command))
    return "show " + std::string(show_topics()[static_cast<std::size_t>(*what)].words);
  return std::holds_alternative<Save>(command) ? "save" : "something else";
}

TEST(Abbreviation, AWordMayBeCutWhereOnlyOneFits) {
  EXPECT_EQ(written("sh lea"), "show leases");
  EXPECT_EQ(written("set dhcp serv mac al na 1,X"), "Dhcp Server Mac Alert Name/1/X");
  EXPECT_EQ(written("dhcp serv mac al na 1,X"), "Dhcp Server Mac Alert Name/1/X");
  EXPECT_EQ(written("dhcp server tftp server conf 1,no"), "Dhcp Server Tftp Server Configured/1/no");
  EXPECT_EQ(written("n http cl ena"), "no Http Client Enabled");
  EXPECT_EQ(written("del dhcp server ma al 1"), "delete Dhcp Server Mac Alert");
  EXPECT_EQ(written("sh cou"), "show counters");
  EXPECT_EQ(written("show event l"), "show event log");
  EXPECT_EQ(written("sa"), "save");
}

TEST(Abbreviation, AWholeWordIsPreferredToALongerOne) {
  EXPECT_EQ(written("Set Http Client Event Queue 5"), "Http Client Event Queue/0/5");
  EXPECT_EQ(written("Set Http Client Events Path /x"), "Http Client Events Path/0//x");
  EXPECT_EQ(written("show events"), "show events");
  EXPECT_EQ(written("show event"), "show event");
}

TEST(Abbreviation, AValueIsNeverTakenForAWord) {
  EXPECT_EQ(written("Set Dhcp Server Tftp Server 1,Configured"), "Dhcp Server Tftp Server/1/Configured");
  EXPECT_EQ(written("Set System Serial System"), "System Serial/0/System");
}

TEST(Abbreviation, ATopicOrAPageComesBeforeSettingsOfTheSameWords) {
  EXPECT_EQ(written("show http client"), "show local clients > http client");
  EXPECT_EQ(written("show event log"), "show event log");
  EXPECT_EQ(written("show event log size"), "show Event Log Size");
  EXPECT_EQ(written("show option"),
            "show local servers > dhcp server > dhcp options > option 66: tftp server name");
}

TEST(Completion, NamesWhatAWordCanBecomeOrWhatCanFollow) {
  EXPECT_EQ(completions("sh"), Words{"show"});
  EXPECT_EQ(completions("show le"), Words{"leases"});
  EXPECT_EQ(completions("Set Http Client E"), (Words{"Enabled", "Events", "Event"}));
  EXPECT_EQ(completions("http client "), completions("set Http Client "));
  EXPECT_EQ(completions("delete dhcp server mac "), Words{"Alert"});
  EXPECT_EQ(completions("show system ser"), Words{"Serial"});
  EXPECT_EQ(completions("save x"), Words{});
  EXPECT_EQ(completions("Set nonsense x"), Words{});
  EXPECT_TRUE(std::ranges::count(completions(""), "help"));
  EXPECT_TRUE(std::ranges::count(completions("  "), "Http"));
}

TEST(Completion, IsACommandToo) {
  const auto command = std::get<Command>(parse_command("complete show event "));
  EXPECT_EQ(std::get<Say>(command).text.substr(0, 3), "log");
  EXPECT_EQ(std::get<Say>(std::get<Command>(parse_command("complete show ev"))).text, "event\nevents");
}

}  // namespace
}  // namespace gateway
