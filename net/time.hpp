#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace net {

// The clock of a run: 64-bit nanoseconds since the run began. It has no now() on purpose: time comes from a Loop.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
};

using Duration = SimClock::duration;
using TimePoint = SimClock::time_point;

using namespace std::chrono_literals;

std::string to_string(Duration duration);  // shortest exact form with one unit: 5s, 1500ms, 250us, 7ns, 2min, 24h
std::string seconds(Duration duration);    // "1.204" : seconds with three decimals, as reports print instants
inline std::string seconds(TimePoint instant) { return seconds(instant.time_since_epoch()); }

}  // namespace net
