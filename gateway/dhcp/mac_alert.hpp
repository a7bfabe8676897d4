#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"

namespace gateway {

// Bitwise: the bits of the mask decide; without a mask the digits given are compared. Missing digits of a mask are
// 0.
[[nodiscard]] bool matches(const MacAlert& alert, net::MacAddress mac);

// The lowest enabled entry that matches; null: none.
[[nodiscard]] const MacAlert* find_alert(const Settings& settings, net::MacAddress mac);

// What option 66 says to a handset without a number: the lowest slot in use. Nothing: the option is not sent.
[[nodiscard]] std::optional<std::string> option66_base(const Settings& settings);

// The base and the number with one slash between. The limit of 63 characters is the base's, not the result's.
[[nodiscard]] std::string join_option66(std::string_view base, std::string_view number);

}  // namespace gateway
