#include "activator_mock/path_component.hpp"

#include <cstdint>

#include <fmt/format.h>

namespace activator {
namespace {

constexpr std::size_t longest = 120;
constexpr std::size_t hash_length = 1 + 16;

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace

std::string safe_component(std::string_view text) {
  if (text.empty()) return "%";
  std::string component;
  std::size_t cut = 0;  // where the component may end so that a hash still fits, never inside an escape
  for (const char c : text) {
    if (stands_for_itself(c) || (c == '.' && !component.empty())) {
      component += c;
    } else {
      component += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    if (component.size() <= longest - hash_length) cut = component.size();
    if (component.size() > longest) return fmt::format("{}~{:016x}", component.substr(0, cut), fnv1a(text));
  }
  return component;
}

}  // namespace activator
