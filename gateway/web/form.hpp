#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/settings/command.hpp"

namespace gateway::web {

// Which fields an entry page shows, and how much it says of each.
enum class View { basic, advanced };

// One field as a page shows it. `value` is the setting's own, or what was typed and refused.
struct Field {
  const SettingRow* row;
  std::string value;
  std::optional<Refusal> refusal = std::nullopt;
};

// The fields of an entry page, those of an `unconfigured` row with what they would begin with. `index` is 0 where
// there is no list.
std::vector<Field> fields_of(const Settings& settings, const SettingPage& page, std::size_t index, View view);

// What a field may hold, where that is a choice; empty: it is typed.
std::vector<std::string_view> choices(const SettingRow& row);
bool is_number(const SettingRow& row);
bool is_secret(const SettingRow& row);  // never shown; left empty in a form, it stays as it is

std::string field_name(const SettingRow& row);  // in a form: "dhcp-server-mac-alert-name"

enum class Button { update, show_basic, show_advanced };

// An entry page's form, as a browser sends it.
struct Form {
  Button button = Button::update;
  View view = View::basic;  // what the page showed
  std::vector<Field> fields;
};

// Nothing when it is no form of this page: a field that the page does not have, or one that stands twice.
std::optional<Form> read_form(const SettingPage& page, std::string_view body);

// The commands that set all fields of the row.
std::vector<Command> commands_of(const std::vector<Field>& fields, std::size_t index);

// Notes at each field why its value would be refused. True when none would be.
bool judge(std::vector<Field>& fields, std::size_t index, const Settings& settings);

}  // namespace gateway::web
