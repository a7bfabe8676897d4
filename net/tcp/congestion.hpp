#pragma once

#include <cstdint>

#include "net/tcp/tcp_sequence.hpp"

namespace net {

// How much may be under way: slow start, congestion avoidance and fast retransmit (RFC 5681), NewReno's fast
// recovery (RFC 6582), limited transmit (RFC 3042), an initial window of ten segments (RFC 6928). Octets
// throughout; `flight` is SND.NXT - SND.UNA before the event named.
class Congestion {
 public:
  // RFC 6582 begins with `recover` at the ISS, which would deny the very first segment its fast retransmit.
  explicit Congestion(Sequence iss) : recover_(iss - 1) {}

  void start(std::uint32_t mss, bool syn_was_lost);  // the handshake is done
  [[nodiscard]] std::uint32_t window() const;        // cwnd, and what limited transmit adds

  struct Effect {
    bool retransmit = false;  // the first unacknowledged segment, now
    bool keep_timer = false;  // the retransmission timer must not be restarted (RFC 6582 §4, "impatient")
  };
  [[nodiscard]] Effect acknowledged(Sequence ack, std::uint32_t octets, std::uint32_t still_in_flight);
  [[nodiscard]] bool duplicate(Sequence una, Sequence highest, std::uint32_t flight);  // true: retransmit, as above
  void timed_out(Sequence highest, std::uint32_t flight, bool first_time);
  void restart_after_idle();  // RFC 5681 §4.1

  [[nodiscard]] bool recovering() const { return recovering_; }
  [[nodiscard]] std::uint32_t threshold() const { return threshold_; }

 private:
  [[nodiscard]] std::uint32_t initial_window() const;
  void grow(std::uint32_t octets);
  void halve(std::uint32_t flight);

  std::uint32_t mss_ = 536;
  std::uint32_t window_ = 536;
  std::uint32_t threshold_ = 0xffffffff;
  std::uint32_t credit_ = 0;  // octets acknowledged since cwnd last grew in congestion avoidance
  Sequence recover_;          // RFC 6582 §3.2: nothing up to here starts another recovery
  std::uint8_t duplicates_ = 0;
  bool recovering_ = false;
  bool partial_seen_ = false;
};

}  // namespace net
