#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/settings/setting_table.hpp"

namespace gateway {

// Why a line was not obeyed: what is wrong, where in the line, and what can be typed instead.
struct Refusal {
  std::string message;
  std::string help;
  std::size_t column = 0;  // octets before the culprit
  std::size_t length = 0;
};
std::string to_string(const Refusal& refusal);  // "error: message" and, when there is one, a second line "help: …"

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
  std::string words;  // what the commands shown begin with; empty: all
};
enum class Show { event_log, leases, counters };
using Command = std::variant<SetValue, SwitchOff, DeleteRow, ShowSettings, Show>;

// [Set] <words> [<index>,]<value> · no <words> [<index>] · delete <words> <index> · show [<words>]
// Words are whole and compared without case, the longest match wins, and the index ends at the first comma.
[[nodiscard]] std::variant<Command, Refusal> parse_command(std::string_view line);

// The settings after the command, or why they stay as they are. Commands that only show change nothing.
[[nodiscard]] std::variant<Settings, Refusal> obeyed(const Settings& settings, const Command& command);

// For those who hold command lines without a gateway: what would be refused whatever the settings are.
[[nodiscard]] std::optional<Refusal> check_command(std::string_view line);

// The Set commands that make these settings from any others whose lists are empty there; with words, the part of
// them.
std::vector<std::string> to_commands(const Settings& settings, std::string_view words = {});

}  // namespace gateway
