#pragma once

#include <string>
#include <variant>

#include "gateway/settings/refusal.hpp"

namespace gateway {

// The answer to a line `help [<words>]`: of everything, of a verb, a page, a setting, or all settings that begin
// so.
[[nodiscard]] std::variant<std::string, Refusal> help_text(const CommandLine& line);

// "Set Dhcp Server Mac Alert Name <1 to 10>,<value>"
std::string usage_of(const SettingRow& row);

}  // namespace gateway
