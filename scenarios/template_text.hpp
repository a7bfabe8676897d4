#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace scenarios {

// Views: the texts must outlive it.
using Placeholders = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// "${mac}.cfg" with each ${word} replaced; words that are not among the placeholders stay.
std::string filled_in(std::string_view text, Placeholders placeholders);

// The first ${word} that is not one of `known`.
std::optional<std::string> unknown_placeholder(std::string_view text,
                                               std::initializer_list<std::string_view> known);

bool uses(std::string_view text, std::string_view placeholder);

// '*' in the pattern stands for any text, also none; everything else for itself.
bool matches_pattern(std::string_view text, std::string_view pattern);

}  // namespace scenarios
