#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/settings/phrase.hpp"
#include "gateway/settings/refusal.hpp"
#include "gateway/settings/setting_table.hpp"

namespace gateway {

// What a line can ask for. Indexes count from 1; 0 stands with a setting that exists once.
struct SetValue {
  const SettingRow* row;
  std::size_t index;
  std::string value;
  std::size_t column;  // of the value
};
struct SwitchOff {
  const SettingRow* row;  // a yes/no field
  std::size_t index;
};
struct DeleteRow {
  const SettingList* list;
  std::size_t index;
};
struct ShowSettings {
  std::string words;      // what the commands shown begin with; empty: all
  std::size_t index = 0;  // of the only row wanted; 0: all rows
};
struct ShowPage {
  const SettingPage* page;
  std::size_t index = 0;  // of the entry wanted; 0: the whole page
};
struct Save {};
struct Download {
  std::string name;
};
struct Say {  // an answer that depends on nothing: help, completion
  std::string text;
};
using Command = std::variant<SetValue, SwitchOff, DeleteRow, ShowSettings, ShowPage, Show, Save, Download, Say>;

// The words that commands begin with.
enum class Verb : std::uint8_t { set, no, erase, show, save, hdl, help, complete };
struct VerbRow {
  Verb verb;
  std::string_view word;
  std::string_view usage;
  std::string_view help;
};
std::span<const VerbRow> verbs();

// One line of the language. The longest match wins, the index ends at the first comma, and the rest is the value.
[[nodiscard]] std::variant<Command, Refusal> parse_command(std::string_view line);

// Whether it sets something: all that a configuration file may hold.
[[nodiscard]] bool sets(const Command& command);

// The settings after the command, or why they stay as they are. Commands that do not set change nothing.
[[nodiscard]] std::variant<Settings, Refusal> obeyed(const Settings& settings, const Command& command);

// For those who hold command lines without a gateway: what would be refused whatever the settings are.
[[nodiscard]] std::optional<Refusal> check_command(std::string_view line);

// The Set commands that make these settings from any others whose lists are empty there; with words or an index,
// the part of them.
std::vector<std::string> to_commands(const Settings& settings, std::string_view words = {}, std::size_t index = 0);
std::vector<std::string> page_commands(const Settings& settings, const SettingPage& page);

// A page as a reader wants it: the columns of a list, or labels and values.
std::string page_text(const Settings& settings, const SettingPage& page, std::size_t index = 0);

}  // namespace gateway
