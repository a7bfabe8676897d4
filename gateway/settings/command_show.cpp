#include <fmt/format.h>

#include <algorithm>

#include "gateway/settings/command.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

using Table = std::vector<std::vector<std::string>>;

// Columns as wide as their widest cell, two blanks between.
std::string aligned(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& line : table)
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], line[i].size());
    }
  std::string text;
  for (const auto& line : table) {
    std::string whole;
    for (std::size_t i = 0; i < line.size(); ++i) whole += fmt::format("{:<{}}  ", line[i], widths[i]);
    text += "\n" + whole.substr(0, whole.find_last_not_of(' ') + 1);
  }
  return text;
}

Table labels_and_values(const Settings& settings, const SettingPage& page, std::size_t index) {
  Table table;
  for (const auto& row : page.rows) table.push_back({std::string(row.label), read(settings, row, index)});
  return table;
}

Table list_columns(const Settings& settings, const SettingPage& page) {
  Table table{{"Index"}};
  for (const auto& row : page.rows)
    if (row.shown == Shown::in_list) table.front().emplace_back(row.label);
  for (std::size_t index = 1; index <= page.list->size; ++index) {
    table.push_back({std::to_string(index)});
    if (!page.list->configured(settings, index)) {
      table.back().emplace_back("unconfigured");
      continue;
    }
    for (const auto& row : page.rows)
      if (row.shown == Shown::in_list) table.back().push_back(read(settings, row, index));
  }
  return table;
}

bool is_named_by(const SettingRow& row, std::string_view words) {
  return begins_with_words(row.words, words) || begins_with_words(row.also, words);
}

std::string command_for(const Settings& settings, const SettingRow& row, std::size_t index) {
  const auto place = index == 0 ? "" : std::to_string(index) + ",";
  return std::string(trimmed("Set " + std::string(row.words) + " " + place + read(settings, row, index)));
}

// Index 0: all rows of a list.
std::vector<std::string> commands_of(const Settings& settings, const SettingPage& page, std::string_view words,
                                     std::size_t index) {
  std::vector<std::string> lines;
  const auto first = page.list == nullptr ? 0 : std::max<std::size_t>(1, index);
  const auto last = page.list == nullptr || index != 0 ? first : page.list->size;
  for (auto at = first; at <= last; ++at)
    for (const auto& row : page.rows)
      if (is_named_by(row, words) && (page.list == nullptr || page.list->configured(settings, at)))
        lines.push_back(command_for(settings, row, at));
  return lines;
}

}  // namespace

std::vector<std::string> to_commands(const Settings& settings, std::string_view words, std::size_t index) {
  std::vector<std::string> all;
  for (const auto& page : setting_pages()) {
    if (index != 0 && (page.list == nullptr || index > page.list->size)) continue;
    const auto lines = commands_of(settings, page, words, index);
    all.insert(all.end(), lines.begin(), lines.end());
  }
  return all;
}

std::vector<std::string> page_commands(const Settings& settings, const SettingPage& page) {
  return commands_of(settings, page, {}, 0);
}

std::string page_text(const Settings& settings, const SettingPage& page, std::size_t index) {
  const auto path = std::string(page.path) + (index == 0 ? "" : " " + std::to_string(index));
  if (page.list == nullptr) return path + aligned(labels_and_values(settings, page, 0));
  if (index == 0) return path + aligned(list_columns(settings, page));
  if (!page.list->configured(settings, index)) return path + "\nunconfigured";
  return path + aligned(labels_and_values(settings, page, index));
}

}  // namespace gateway
