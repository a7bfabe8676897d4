#include "net/dns_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace net {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_written(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

}  // namespace

std::optional<DnsName> DnsName::parse(std::string_view text) {
  DnsName name;
  if (text.ends_with('.')) text.remove_suffix(1);
  while (true) {
    const auto dot = text.find('.');
    const auto label = text.substr(0, dot);
    if (!std::ranges::all_of(label, is_written) || !name.append(label)) return std::nullopt;
    if (dot == std::string_view::npos) return name;
    text.remove_prefix(dot + 1);
  }
}

bool DnsName::append(std::string_view label) {
  if (label.empty() || label.size() > longest_label) return false;
  if (labels_.size() + 1 + label.size() + 1 > longest) return false;
  labels_ += static_cast<char>(label.size());
  labels_ += label;
  return true;
}

// A length is at most 63 and never taken for a letter, so that lengths compare as they are.
std::weak_ordering operator<=>(const DnsName& one, const DnsName& other) {
  return std::lexicographical_compare_three_way(
      one.labels_.begin(), one.labels_.end(), other.labels_.begin(), other.labels_.end(),
      [](char a, char b) -> std::weak_ordering { return lower(a) <=> lower(b); });
}

std::string to_string(const DnsName& name) {
  if (name.is_root()) return ".";
  std::string text;
  std::string_view left = name.labels();
  while (!left.empty()) {
    const std::size_t size = static_cast<unsigned char>(left.front());
    if (!text.empty()) text += '.';
    for (const char c : left.substr(1, size)) {
      const bool plain = c > ' ' && c < '\x7f' && c != '.' && c != '\\';
      text += plain ? std::string(1, c) : fmt::format("\\{:03}", static_cast<unsigned char>(c));
    }
    left.remove_prefix(1 + size);
  }
  return text;
}

}  // namespace net
