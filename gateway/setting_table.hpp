#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gateway/setting_value.hpp"

namespace gateway {

// A page that is a list: its rows are `unconfigured` until somebody sets a field.
struct SettingList {
  std::string_view words;  // what its fields' commands begin with
  std::string_view title;
  std::size_t size;               // indexes run from 1 to this
  std::string_view switch_words;  // the field that `no` turns off; empty: its rows have no switch
  bool (*configured)(const Settings&, std::size_t index);
  void (*create)(Settings&, std::size_t index);  // an unconfigured row becomes the default one, switched on
  void (*clear)(Settings&, std::size_t index);
};

// One field of one page.
struct SettingRow {
  std::string_view page;    // the menu path
  std::string_view label;   // as the page names it
  std::string_view words;   // as commands name it
  const SettingList* list;  // null: a field that exists once
  Limits limits;
  Cell (*cell)(Settings&,
               std::size_t index);  // the row of a list must be configured; index 0 where there is no list
  std::string_view help;
  std::string_view only_default = "";  // why another value than the default is refused in this version
};

// Every setting there is, page by page: the one source of commands, configuration files and documentation.
std::span<const SettingRow> setting_table();
std::span<const SettingList* const> setting_lists();

std::string default_value(const SettingRow& row);   // as the command takes it; empty where there is none
std::string allowed_values(const SettingRow& row);  // for people

// The field's value; the row of a list must be configured.
std::string read(const Settings& settings, const SettingRow& row, std::size_t index);

}  // namespace gateway
