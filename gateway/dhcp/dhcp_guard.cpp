#include "gateway/dhcp/dhcp_guard.hpp"

#include <algorithm>
#include <utility>

namespace gateway {

bool RateLimit::take(std::uint32_t per_second, net::TimePoint now) {
  if (per_second == 0) return true;
  const net::Duration second = std::chrono::seconds(1);
  const auto full = std::max(full_at_, now) + second / per_second;
  if (full > now + second) return false;
  full_at_ = full;
  return true;
}

std::optional<std::uint64_t> SeldomSaid::happened(net::TimePoint now) {
  ++unsaid_;
  if (said_ && now < *said_ + interval) return std::nullopt;
  said_ = now;
  return std::exchange(unsaid_, 0);
}

}  // namespace gateway
