#include "gateway/web/menu.hpp"

#include <algorithm>
#include <charconv>

namespace gateway::web {

namespace {

constexpr std::string_view root = "system";

// What stands before the separator; the rest begins after it.
std::string_view split(std::string_view& rest, std::string_view separator) {
  const auto at = rest.find(separator);
  const auto first = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + separator.size());
  return first;
}

MenuNode& child(MenuNode& parent, std::string_view name) {
  const auto found = std::ranges::find(parent.children, name, &MenuNode::name);
  if (found != parent.children.end()) return *found;
  parent.children.push_back({std::string(name), parent.path + "/" + slug(name)});
  return parent.children.back();
}

MenuNode menu_of(std::span<const SettingPage> pages) {
  MenuNode top{std::string(root), "/" + std::string(root)};
  for (const auto& page : pages) {
    auto* node = &top;
    for (auto rest = page.path; !rest.empty();) {
      const auto name = split(rest, " > ");
      if (node != &top || name != root) node = &child(*node, name);
    }
    node->page = &page;
  }
  return top;
}

std::optional<std::size_t> index_in(const SettingList& list, std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && !text.starts_with('0');
  return whole && value >= 1 && value <= list.size ? std::optional(value) : std::nullopt;
}

}  // namespace

const MenuNode& menu() {
  static const auto all = menu_of(setting_pages());
  return all;
}

std::optional<Place> find_place(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  if (split(path, "/") != root) return std::nullopt;
  Place place{.trail = {&menu()}, .index = std::nullopt};
  while (!path.empty()) {
    const auto name = split(path, "/");
    const auto& node = place.node();
    const auto found = std::ranges::find(node.children, node.path + "/" + std::string(name), &MenuNode::path);
    if (place.index) {
      if (place.deletion || name != "delete") return std::nullopt;
      place.deletion = true;
    } else if (found != node.children.end()) {
      place.trail.push_back(&*found);
    } else if (node.page != nullptr && node.page->list != nullptr) {
      place.index = index_in(*node.page->list, name);
      if (!place.index) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return place;
}

std::string row_path(const MenuNode& node, std::size_t index) { return node.path + "/" + std::to_string(index); }

std::string slug(std::string_view name) {
  std::string result;
  for (const char letter : name) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (upper || plain) {
      result += upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  if (result.ends_with('-')) result.pop_back();
  return result;
}

}  // namespace gateway::web
