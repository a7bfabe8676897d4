#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gateway {

std::string_view trimmed(std::string_view text);  // without blanks and tabs at both ends
std::string lower(std::string_view text);         // ASCII only
bool same_ignoring_case(std::string_view one, std::string_view other);
std::string join(std::span<const std::string_view> words, std::string_view between);

// How many letters must be changed, added, taken away or swapped with their neighbour to make one of the other
// (optimal string alignment), ignoring case.
std::size_t edit_distance(std::string_view one, std::string_view other);

// The candidate somebody probably meant; nothing when all are far off.
std::optional<std::string_view> nearest(std::string_view text, std::span<const std::string_view> candidates);

}  // namespace gateway
