#include "net/tcp/rto_estimator.hpp"

#include <algorithm>
#include <chrono>

namespace net {

void RtoEstimator::sample(Duration round_trip) {
  if (smoothed_) {
    const auto error = *smoothed_ > round_trip ? *smoothed_ - round_trip : round_trip - *smoothed_;
    variation_ = (3 * variation_ + error) / 4;
    smoothed_ = (7 * *smoothed_ + round_trip) / 8;
  } else {
    smoothed_ = round_trip;
    variation_ = round_trip / 2;
  }
  constexpr Duration granularity = 1ms;
  base_ = std::max(settings_->minimum_rto, *smoothed_ + std::max(granularity, 4 * variation_));
  doublings_ = 0;
}

void RtoEstimator::syn_was_lost() {
  doublings_ = 0;
  if (!smoothed_) base_ = std::max<Duration>(base_, 3s);
}

Duration RtoEstimator::rto() const {
  auto value = base_;
  for (int i = 0; i < doublings_ && value < settings_->maximum_rto; ++i) value *= 2;
  return std::min(value, settings_->maximum_rto);
}

}  // namespace net
