#pragma once

#include <cstddef>
#include <cstdint>

namespace net {

// A number in TCP's sequence space, which wraps at 2^32 (RFC 9293 §3.4). "Before" and "after" hold only for two
// numbers less than 2^31 apart, as all numbers of one connection are at one time.
class Sequence {
 public:
  constexpr explicit Sequence(std::uint32_t number) : number_(number) {}
  [[nodiscard]] constexpr std::uint32_t number() const { return number_; }

  constexpr Sequence& operator+=(std::size_t octets) {
    number_ += static_cast<std::uint32_t>(octets);
    return *this;
  }
  friend constexpr Sequence operator+(Sequence s, std::size_t octets) { return s += octets; }
  friend constexpr Sequence operator-(Sequence s, std::size_t octets) {
    return Sequence(s.number_ - static_cast<std::uint32_t>(octets));
  }
  // How far `a` lies after `b`; negative when before.
  friend constexpr std::int32_t operator-(Sequence a, Sequence b) {
    return static_cast<std::int32_t>(a.number_ - b.number_);
  }
  friend constexpr bool operator==(Sequence, Sequence) = default;
  friend constexpr bool operator<(Sequence a, Sequence b) { return a - b < 0; }
  friend constexpr bool operator>(Sequence a, Sequence b) { return a - b > 0; }
  friend constexpr bool operator<=(Sequence a, Sequence b) { return a - b <= 0; }
  friend constexpr bool operator>=(Sequence a, Sequence b) { return a - b >= 0; }

 private:
  std::uint32_t number_;
};

// The octets from `b` up to `a`, which must not lie before it.
constexpr std::uint32_t octets_between(Sequence b, Sequence a) { return a.number() - b.number(); }

constexpr Sequence later(Sequence a, Sequence b) { return a < b ? b : a; }

}  // namespace net
