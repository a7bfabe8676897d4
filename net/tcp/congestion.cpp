#include "net/tcp/congestion.hpp"

#include <algorithm>
#include <utility>

namespace net {

void Congestion::start(std::uint32_t mss, bool syn_was_lost) {
  mss_ = mss;
  window_ = syn_was_lost ? mss : initial_window();
}

std::uint32_t Congestion::initial_window() const { return std::min(10 * mss_, std::max(2 * mss_, 14600U)); }

std::uint32_t Congestion::window() const {
  return recovering_ ? window_ : window_ + std::min<std::uint32_t>(duplicates_, 2) * mss_;
}

Congestion::Effect Congestion::acknowledged(Sequence ack, std::uint32_t octets, std::uint32_t still_in_flight) {
  duplicates_ = 0;
  if (!recovering_) {
    grow(octets);
    return {};
  }
  if (ack > recover_) {  // full acknowledgment
    recovering_ = false;
    window_ = std::min(threshold_, std::max(still_in_flight, mss_) + mss_);
    return {};
  }
  window_ = window_ > octets ? window_ - octets : 0;
  if (octets >= mss_) window_ += mss_;
  window_ = std::max(window_, mss_);
  return {.retransmit = true, .keep_timer = std::exchange(partial_seen_, true)};
}

void Congestion::grow(std::uint32_t octets) {
  if (window_ < threshold_) {
    window_ += std::min(octets, mss_);
    return;
  }
  credit_ += octets;
  if (credit_ < window_) return;
  credit_ -= window_;
  window_ += mss_;
}

bool Congestion::duplicate(Sequence una, Sequence highest, std::uint32_t flight) {
  if (recovering_) {
    window_ += mss_;
    return false;
  }
  if (duplicates_ == 3) return false;  // counted already, and refused below
  if (++duplicates_ < 3 || una - 1 <= recover_) return false;
  halve(flight);
  recover_ = highest - 1;
  window_ = threshold_ + 3 * mss_;
  recovering_ = true;
  partial_seen_ = false;
  return true;
}

void Congestion::timed_out(Sequence highest, std::uint32_t flight, bool first_time) {
  if (first_time) halve(flight);
  window_ = mss_;
  credit_ = 0;
  duplicates_ = 0;
  recovering_ = false;
  recover_ = highest - 1;
}

void Congestion::restart_after_idle() { window_ = std::min(window_, initial_window()); }

void Congestion::halve(std::uint32_t flight) { threshold_ = std::max(flight / 2, 2 * mss_); }

}  // namespace net
