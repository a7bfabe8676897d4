#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/settings/setting_table.hpp"

namespace gateway::web {

// A place of the menu, with a page of settings or only a way to others. The menu is the paths of setting_pages():
// all stand below "system".
struct MenuNode {
  std::string name;                     // "mac alert"
  std::string path;                     // "/system/local-servers/dhcp-server/mac-alert"
  const SettingPage* page = nullptr;    // null: only a way to others
  std::vector<MenuNode> children = {};  // in the order of setting_pages()
};

const MenuNode& menu();

// What the path of a request names: a place, or in a list's place one of its rows, or the question whether to
// delete it.
struct Place {
  std::vector<const MenuNode*> trail;  // from "system" to the place itself; never empty
  std::optional<std::size_t> index;    // of the row
  bool deletion = false;
  [[nodiscard]] const MenuNode& node() const { return *trail.back(); }
};
std::optional<Place> find_place(std::string_view path);  // nothing: there is no such place

std::string row_path(const MenuNode& node, std::size_t index);
std::string slug(std::string_view name);  // "option 66: tftp server name" is "option-66-tftp-server-name"

}  // namespace gateway::web
