#pragma once

#include "gateway/settings/setting_table.hpp"

// What the tables of the pages are written with. Each page is a file beside this one.
namespace gateway::pages {

template <auto Rows>
constexpr SettingList list_of(std::string_view words, std::string_view title, std::size_t size,
                              std::string_view switch_words) {
  return {words,
          title,
          size,
          switch_words,
          [](const Settings& s, std::size_t index) { return (s.*Rows)[index - 1].has_value(); },
          [](Settings& s, std::size_t index) { (s.*Rows)[index - 1].emplace(); },
          [](Settings& s, std::size_t index) { (s.*Rows)[index - 1].reset(); }};
}

// A field of a list's row.
template <auto Rows, auto Field>
Cell entry(Settings& settings, std::size_t index) {
  return &(*(settings.*Rows)[index - 1].*Field);
}

// A field that exists once, in a part of the settings.
template <auto Part, auto Field>
Cell part(Settings& settings, std::size_t) {
  return &((settings.*Part).*Field);
}

// A field that exists once, in the settings themselves.
template <auto Field>
Cell whole(Settings& settings, std::size_t) {
  return &(settings.*Field);
}

constexpr Limits any_value{};
constexpr Limits path_limits{0, 255};
constexpr Limits name_limits{0, 32};

// The pages, in the order of the menu.
extern const SettingPage system;
extern const SettingPage dhcp_server;
extern const SettingPage option_66;
extern const SettingPage mac_alert;
extern const SettingPage reservations;
extern const SettingPage dns_proxy;
extern const SettingPage dns_proxy_server;
extern const SettingPage dns_proxy_host;
extern const SettingPage web_server;
extern const SettingPage http_client;
extern const SettingPage event_filter;
extern const SettingPage event_system;
extern const SettingPage snmp_manager;
extern const SettingPage snmp;

}  // namespace gateway::pages
