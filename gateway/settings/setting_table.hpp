#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gateway/settings/setting_value.hpp"

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

// Where an entry page and a list page show a field.
enum class Shown : std::uint8_t {
  on_entry,  // the entry page
  in_list,   // that, and a column of the list page
  advanced,  // the entry page, after its button "Advanced"
};

// One field of one page.
struct SettingRow {
  std::string_view label;  // as the page names it
  std::string_view words;  // as commands name it
  Cell (*cell)(Settings&,
               std::size_t index);  // the row of a list must be configured; index 0 where there is no list
  Limits limits;
  std::string_view help;
  const SettingList* list = nullptr;  // null: a field that exists once
  Shown shown = Shown::on_entry;
  bool ours = false;           // the vendor's note does not show it
  std::string_view also = {};  // other words that name it in commands
};

// One page of the menu: a list of like rows, or fields that exist once.
struct SettingPage {
  std::string_view path;  // "local servers > dhcp server > mac alert"
  std::string_view help;
  const SettingList* list;  // null: fields that exist once
  std::span<const SettingRow> rows;
};

// Every setting there is, page by page: the one source of commands, web pages, configuration files and
// documentation.
std::span<const SettingPage> setting_pages();
std::span<const SettingRow> setting_table();  // the rows of all pages
std::span<const SettingList* const> setting_lists();

const SettingRow* find_row(std::string_view words);  // spelled as the table does; null: none
const SettingPage& page_of(const SettingRow& row);
std::string default_value(const SettingRow& row);   // as the command takes it; empty where there is none
std::string allowed_values(const SettingRow& row);  // for people

// The field's value; the row of a list must be configured.
std::string read(const Settings& settings, const SettingRow& row, std::size_t index);

}  // namespace gateway
