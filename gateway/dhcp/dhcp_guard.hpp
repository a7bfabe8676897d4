#pragma once

#include <cstdint>
#include <optional>

#include "net/time.hpp"

namespace gateway {

// A token bucket as one instant (the generic cell rate algorithm): a second's worth of tokens at most.
class RateLimit {
 public:
  // Whether one more is within `per_second`, 0 being any number; if so, it is counted.
  [[nodiscard]] bool take(std::uint32_t per_second, net::TimePoint now);
  friend bool operator==(const RateLimit&, const RateLimit&) = default;

 private:
  net::TimePoint full_at_{};  // when nothing taken so far counts any more
};

// What happens often and is said once a minute.
class SeldomSaid {
 public:
  static constexpr net::Duration interval = std::chrono::minutes(1);

  // It happened once more. How often since it was said last, when it is to be said now.
  [[nodiscard]] std::optional<std::uint64_t> happened(net::TimePoint now);
  friend bool operator==(const SeldomSaid&, const SeldomSaid&) = default;

 private:
  std::optional<net::TimePoint> said_;
  std::uint64_t unsaid_ = 0;
};

// What the server remembers of those who ask, beside their leases: a value that goes into a step and comes out of
// it.
struct DhcpGuard {
  RateLimit strangers;  // clients that never had a lease here and got one
  SeldomSaid exhausted;
  SeldomSaid starvation;
  friend bool operator==(const DhcpGuard&, const DhcpGuard&) = default;
};

}  // namespace gateway
