#include "scenarios/duration.hpp"

#include <algorithm>
#include <array>

namespace scenarios {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr std::array units{Unit{"ns", 1},
                           Unit{"us", 1'000},
                           Unit{"ms", 1'000'000},
                           Unit{"s", 1'000'000'000},
                           Unit{"min", 60'000'000'000},
                           Unit{"h", 3'600'000'000'000}};
constexpr std::int64_t longest = std::int64_t{100} * 366 * 24 * 3'600'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<net::Duration> parse_duration(std::string_view text) {
  const auto* const unit_begin =
      std::find_if(text.begin(), text.end(), [](char c) { return c != '.' && !is_digit(c); });
  const auto number = text.substr(0, static_cast<std::size_t>(unit_begin - text.begin()));
  const auto* const unit = std::find_if(units.begin(), units.end(),
                                        [&](const Unit& row) { return row.name == text.substr(number.size()); });
  if (unit == units.end() || number.empty() || !is_digit(number.front()) || !is_digit(number.back())) {
    return std::nullopt;
  }
  std::int64_t total = 0;
  std::int64_t place = 0;  // of the next decimal, 0 before the point
  for (const char c : number) {
    if (c == '.') {
      if (place != 0) return std::nullopt;
      place = unit->nanoseconds;
      continue;
    }
    const std::int64_t digit = c - '0';
    if (place == 0) {
      if (total > longest / 10) return std::nullopt;
      total = total * 10 + digit * unit->nanoseconds;
    } else {
      if (place % 10 != 0 && digit != 0) return std::nullopt;  // finer than a nanosecond
      place /= 10;
      total += digit * place;
    }
    if (total > longest) return std::nullopt;
  }
  return net::Duration(total);
}

std::string in_words(net::Duration duration) {
  auto text = net::to_string(duration);
  const auto unit = text.find_first_not_of("-0123456789");
  return text.insert(unit, " ");
}

}  // namespace scenarios
