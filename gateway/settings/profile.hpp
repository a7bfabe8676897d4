#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"

namespace gateway {

// Named starting points, compiled in from gateway/profiles/*.conf: `factory` (every list empty, HTTP client off,
// DHCP on), `note` (all values of the vendor's note), `seed-sample` (note with a number of 12 digits, as its sample
// shows).
std::span<const std::string_view> profile_names();
std::optional<Settings> profile(std::string_view name);  // nothing: no such profile
std::optional<std::string> profile_text(
    std::string_view name);  // its commands, those of the profile it builds on first

}  // namespace gateway
