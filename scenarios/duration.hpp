#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/time.hpp"

namespace scenarios {

// "10s", "250ms", "1.5h": a decimal number and one of ns us ms s min h, nothing between. nullopt for anything else
// and for more than a hundred years.
std::optional<net::Duration> parse_duration(std::string_view text);

std::string in_words(net::Duration duration);  // "10 s"

}  // namespace scenarios
