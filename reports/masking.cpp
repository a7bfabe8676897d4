#include "reports/masking.hpp"

#include <algorithm>
#include <utility>

namespace reports {
namespace {

constexpr std::size_t shortest_number = 12;  // digits; shorter path components are extensions, ports, dates
constexpr std::size_t certain_number = 13;   // digits; no MAC address has as many, nothing else we print has
constexpr std::size_t shortest_password = 3;
constexpr std::string_view number_mark = "<number>";
constexpr std::string_view password_mark = "<password>";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// A component ends at the next slash or with the URL; "0004f2a1b2c3.cfg" is a file's name, not a number.
bool ends_component(std::string_view rest) {
  return rest.empty() || (!is_word(rest[0]) && rest[0] != '.' && rest[0] != '-');
}

// Whether the digits that begin at `at` are told apart as a secret by what stands before them.
bool is_number(std::string_view text, std::size_t at, std::size_t digits) {
  const auto before = text.substr(0, at);
  const auto after = text.substr(at + digits);
  if (!ends_component(after) && !after.starts_with(". ")) return false;
  const bool announced =
      before.ends_with("/phoneprovisioning/") || before.ends_with("Rand ") || before.ends_with("rand=");
  return announced || (digits >= shortest_number && before.ends_with('/'));
}

std::string mask_word(std::string_view text, std::string_view word) {
  std::string out;
  for (std::size_t at = 0;;) {
    const auto found = text.find(word, at);
    if (found == std::string_view::npos) return out += text.substr(at);
    const auto end = found + word.size();
    const bool joined_before = found > 0 && is_word(text[found - 1]) && is_word(word.front());
    const bool joined_after = end < text.size() && is_word(text[end]) && is_word(word.back());
    out += text.substr(at, found - at);
    out += joined_before || joined_after ? word : password_mark;
    at = end;
  }
}

}  // namespace

namespace {

// Hides what `is_secret(at, digits)` says of each run of digits.
template <typename IsSecret>
std::string mask_digits(std::string_view text, const IsSecret& is_secret) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t digits = 0;
    while (at + digits < text.size() && is_digit(text[at + digits])) ++digits;
    if (digits == 0) {
      out += text[at++];
      continue;
    }
    if (is_secret(at, digits)) {
      out += number_mark;
    } else {
      out += text.substr(at, digits);
    }
    at += digits;
  }
  return out;
}

}  // namespace

std::string mask_number(std::string_view text) {
  return mask_digits(text, [&](std::size_t at, std::size_t digits) {
    const bool joined = at > 0 && is_word(text[at - 1]);
    return digits >= certain_number || (!joined && is_number(text, at, digits));
  });
}

// Longest first, so that no password's mask is broken by another that is a part of it.
Masker::Masker(std::vector<std::string> passwords, const std::vector<std::string>& numbers)
    : passwords_(std::move(passwords)), numbers_(numbers.begin(), numbers.end()) {
  std::erase_if(passwords_, [](const std::string& one) { return one.size() < shortest_password; });
  std::sort(passwords_.begin(), passwords_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  passwords_.erase(std::unique(passwords_.begin(), passwords_.end()), passwords_.end());
}

std::string Masker::operator()(std::string_view text) const {
  auto out = mask_number(text);
  if (!numbers_.empty()) {
    const std::string before = std::exchange(out, {});
    out = mask_digits(
        before, [&](std::size_t at, std::size_t digits) { return numbers_.contains(before.substr(at, digits)); });
  }
  for (const auto& password : passwords_) {
    if (out.find(password) != std::string::npos) out = mask_word(out, password);
  }
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; },
      '?');
  return out;
}

}  // namespace reports
