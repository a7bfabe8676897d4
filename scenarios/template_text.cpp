#include "scenarios/template_text.hpp"

#include <algorithm>

namespace scenarios {
namespace {

// The next ${word} from `from` on: where it begins and its word.
struct Found {
  std::size_t at;
  std::string_view word;
};

std::optional<Found> next_placeholder(std::string_view text, std::size_t from) {
  const auto at = text.find("${", from);
  if (at == std::string_view::npos) return std::nullopt;
  const auto end = text.find('}', at);
  if (end == std::string_view::npos) return std::nullopt;
  return Found{at, text.substr(at + 2, end - at - 2)};
}

}  // namespace

std::string filled_in(std::string_view text, Placeholders placeholders) {
  std::string out;
  std::size_t from = 0;
  while (const auto found = next_placeholder(text, from)) {
    const auto end = found->at + found->word.size() + 3;
    const auto* const known = std::find_if(placeholders.begin(), placeholders.end(),
                                           [&](const auto& one) { return one.first == found->word; });
    out += text.substr(from, found->at - from);
    out += known != placeholders.end() ? known->second : text.substr(found->at, end - found->at);
    from = end;
  }
  return out += text.substr(from);
}

std::optional<std::string> unknown_placeholder(std::string_view text,
                                               std::initializer_list<std::string_view> known) {
  for (auto found = next_placeholder(text, 0); found;
       found = next_placeholder(text, found->at + found->word.size() + 3)) {
    if (std::find(known.begin(), known.end(), found->word) == known.end()) return std::string(found->word);
  }
  return std::nullopt;
}

bool uses(std::string_view text, std::string_view placeholder) {
  for (auto found = next_placeholder(text, 0); found;
       found = next_placeholder(text, found->at + found->word.size() + 3)) {
    if (found->word == placeholder) return true;
  }
  return false;
}

// Greedy with one step back to the latest star, which is enough for stars alone.
bool matches_pattern(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::optional<std::size_t> star;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star) {
      p = *star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace scenarios
