#pragma once

#include <optional>

#include "net/tcp/reassembler.hpp"
#include "net/tcp/tcp_sequence.hpp"
#include "net/tcp/tcp_settings.hpp"
#include "net/tcp_segment.hpp"
#include "net/time.hpp"

namespace net {

// One direction of a connection at its receiving end: what has come, what window to offer, when to acknowledge.
class TcpReceiver {
 public:
  TcpReceiver(Sequence irs, const TcpSettings& settings);  // the settings must outlive it

  [[nodiscard]] bool acceptable(
      const TcpSegment& segment) const;                 // RFC 9293 §3.10.7.4, "first, check sequence number"
  void take(const TcpSegment& segment, TimePoint now);  // text and FIN of an acceptable segment
  Bytes read(std::size_t at_most);                      // may call for an acknowledgment: the window opens

  [[nodiscard]] Sequence next() const { return reassembler_.next(); }  // RCV.NXT
  [[nodiscard]] std::uint16_t window() const;                          // RCV.WND, as last offered
  [[nodiscard]] std::size_t readable() const { return reassembler_.readable(); }
  [[nodiscard]] bool finished() const { return reassembler_.finished(); }

  // Acknowledging. `prepare` moves the right edge as far as silly window avoidance lets it (RFC 9293 §3.8.6.2.2),
  // just before any segment goes out; `acknowledged` says that one did.
  void acknowledge_now() { ack_now_ = true; }
  [[nodiscard]] bool ack_due(TimePoint now) const { return ack_now_ || (ack_at_ && now >= *ack_at_); }
  [[nodiscard]] std::optional<TimePoint> wakes_at() const { return ack_at_; }
  void prepare() { edge_ = possible_edge(); }
  void acknowledged();

 private:
  [[nodiscard]] Sequence possible_edge() const;

  const TcpSettings* settings_;
  Reassembler reassembler_;
  Sequence edge_;  // the right edge of the window offered; never moves back (RFC 9293 §3.8.6)
  std::optional<TimePoint> ack_at_;
  bool ack_now_ = false;
  std::uint8_t full_segments_ = 0;  // since the last acknowledgment
  std::size_t full_size_ = 1;       // the largest segment seen, for a peer's segments may all be below our MSS
};

}  // namespace net
