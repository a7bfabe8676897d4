#include "gateway/settings/text.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace gateway {

namespace {

char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_letter);
  return result;
}

bool same_ignoring_case(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower_letter, lower_letter);
}

std::string join(std::span<const std::string_view> words, std::string_view between) {
  std::string text;
  for (const auto word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::size_t edit_distance(std::string_view one, std::string_view other) {
  const auto a = lower(one);
  const auto b = lower(other);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> below(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    below[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      below[j + 1] = std::min({row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, below[j] + 1});
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
        below[j + 1] = std::min(below[j + 1], above[j - 1] + 1);
    }
    std::swap(above, row);
    std::swap(row, below);
  }
  return row.back();
}

std::optional<std::string_view> nearest(std::string_view text, std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const auto candidate : candidates) {
    const auto distance = edit_distance(text, candidate);
    if (distance > std::max<std::size_t>(1, candidate.size() / 3)) continue;
    if (best && best_distance <= distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace gateway
