#pragma once

#include <optional>

#include "net/tcp/tcp_settings.hpp"
#include "net/time.hpp"

namespace net {

// The retransmission time-out of RFC 6298. Whoever measures must leave out segments sent twice (Karn's rule).
class RtoEstimator {
 public:
  explicit RtoEstimator(const TcpSettings& settings) : settings_(&settings), base_(settings.initial_rto) {}

  void sample(Duration round_trip);  // §2.2, §2.3; ends the backing off
  void back_off() { ++doublings_; }  // §5.5
  void end_back_off() { doublings_ = 0; }
  void syn_was_lost();  // §5.7: data begins with 3 s, unless a round trip has been measured
  [[nodiscard]] Duration rto() const;

 private:
  const TcpSettings* settings_;
  std::optional<Duration> smoothed_;
  Duration variation_{};
  Duration base_;
  int doublings_ = 0;
};

}  // namespace net
