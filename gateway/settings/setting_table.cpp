#include "gateway/settings/setting_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "gateway/settings/pages/page.hpp"

namespace gateway {

std::span<const SettingPage> setting_pages() {
  static const std::array all{
      pages::system,       pages::dhcp_server,      pages::option_66,      pages::mac_alert,  pages::reservations,
      pages::dns_proxy,    pages::dns_proxy_server, pages::dns_proxy_host, pages::web_server, pages::http_client,
      pages::event_filter, pages::event_system,     pages::snmp_manager,   pages::snmp,
  };
  return all;
}

std::span<const SettingRow> setting_table() {
  static const auto all = [] {
    std::vector<SettingRow> rows;
    for (const auto& page : setting_pages()) rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    return rows;
  }();
  return all;
}

std::span<const SettingList* const> setting_lists() {
  static const auto all = [] {
    std::vector<const SettingList*> lists;
    for (const auto& page : setting_pages())
      if (page.list != nullptr) lists.push_back(page.list);
    return lists;
  }();
  return all;
}

const SettingRow* find_row(std::string_view words) {
  const auto table = setting_table();
  const auto found = std::ranges::find(table, words, &SettingRow::words);
  return found == table.end() ? nullptr : &*found;
}

const SettingPage& page_of(const SettingRow& row) {
  const auto holds = [&](const SettingPage& page) {
    return std::ranges::find(page.rows, row.words, &SettingRow::words) != page.rows.end();
  };
  return *std::ranges::find_if(setting_pages(), holds);
}

std::string default_value(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return read(fresh, row, row.list != nullptr ? 1 : 0);
}

std::string allowed_values(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return allowed_values(row.cell(fresh, row.list != nullptr ? 1 : 0), row.limits);
}

std::string read(const Settings& settings, const SettingRow& row, std::size_t index) {
  // One accessor serves reading and writing; nothing is written here.
  return read(row.cell(const_cast<Settings&>(settings), index));
}

}  // namespace gateway
