#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace net {

// Seeded chance: xoshiro256** (Blackman and Vigna) seeded through splitmix64. The distributions are our own,
// because the standard library's differ between implementations and a seed must mean the same run in every build.
class Chance {
 public:
  explicit Chance(std::uint64_t seed);

  // The sub-stream of one actor: a function of this stream's seed and the name alone, never of what was drawn
  // before.
  [[nodiscard]] Chance stream(std::string_view actor) const;

  std::uint64_t next();                      // 64 random bits
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound), bound > 0
  double unit();                             // uniform in [0, 1)
  bool happens(double probability) { return unit() < probability; }
  std::string digits(std::size_t width);  // decimal digits, leading zeros kept

 private:
  std::uint64_t seed_;
  std::uint64_t state_[4];
};

}  // namespace net
