#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/settings/settings.hpp"

namespace gateway {

// One field of a Settings, by its type.
using Cell = std::variant<bool*, std::string*, std::uint32_t*, std::optional<std::uint32_t>*, std::chrono::seconds*,
                          std::chrono::milliseconds*, std::optional<net::MacAddress>*, HostName*, net::Ipv4Address*,
                          std::optional<net::Ipv4Address>*, net::Ipv4Network*, std::optional<HostAddress>*,
                          ObjectIdentifier*, MacDigits*, HttpPath*, EventClass*, Target*, Criterion*, Severity*,
                          DefaultAction*, PasswordHash*>;

// For numbers the smallest and largest value, for texts the fewest and most characters.
struct Limits {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

// Why a value was not taken, and what is allowed.
struct ValueRefusal {
  std::string message;
  std::string help;
};

// Writes the value as somebody typed it; a refused one leaves the cell as it is.
std::optional<ValueRefusal> write(const Cell& cell, const Limits& limits, std::string_view text);

std::string read(const Cell& cell);                                  // as `write` takes it
std::string allowed_values(const Cell& cell, const Limits& limits);  // "yes or no", "a number from 1 to 32"

}  // namespace gateway
