#include "net/time.hpp"

#include <fmt/format.h>

namespace net {

std::string to_string(Duration duration) {
  struct Unit {
    Duration size;
    const char* name;
  };
  static constexpr Unit units[] = {{1h, "h"}, {1min, "min"}, {1s, "s"}, {1ms, "ms"}, {1us, "us"}, {1ns, "ns"}};
  if (duration == Duration::zero()) return "0s";
  for (const auto& unit : units) {
    if (duration % unit.size == Duration::zero()) return fmt::format("{}{}", duration / unit.size, unit.name);
  }
  return fmt::format("{}ns", duration.count());
}

std::string seconds(Duration duration) {
  const auto milliseconds = duration / 1ms;
  const auto size = milliseconds < 0 ? -milliseconds : milliseconds;
  return fmt::format("{}{}.{:03}", milliseconds < 0 ? "-" : "", size / 1000, size % 1000);
}

}  // namespace net
