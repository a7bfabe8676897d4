#pragma once

#include <cstdint>
#include <optional>

#include "net/bytes.hpp"
#include "net/tcp/byte_queue.hpp"
#include "net/tcp/congestion.hpp"
#include "net/tcp/rto_estimator.hpp"
#include "net/tcp/tcp_sequence.hpp"
#include "net/tcp/tcp_settings.hpp"
#include "net/tcp_segment.hpp"

namespace net {

// One direction of a connection at its sending end: what was written and is not yet acknowledged, what of it is
// under way, and when to send it again. SYN and FIN are octets of this direction like all others. It knows no
// states.
class TcpSender {
 public:
  TcpSender(Sequence iss, const TcpSettings& settings);  // the settings must outlive it

  void write(BytesView octets);
  void finish();                                    // FIN after what was written; nothing can be written any more
  void peer_mss(std::optional<std::uint16_t> mss);  // of the peer's SYN; absent: 536 (RFC 9293 §3.7.1)
  void repeat_syn() { nxt_ = iss_; }                // as SYN+ACK, in a simultaneous open
  void acknowledge(const TcpSegment& segment, TimePoint now);  // una() - something <= SEG.ACK <= highest()
  void tick(TimePoint now);

  // What is to be sent now: SYN, FIN, PSH, sequence and payload; the rest is for the caller to fill in. Ask again
  // until there is nothing, after every call above: timers are armed here.
  [[nodiscard]] std::optional<TcpSegment> next(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> wakes_at() const;

  [[nodiscard]] bool gave_up() const { return gave_up_; }
  [[nodiscard]] bool syn_acknowledged() const { return una_ != iss_; }
  [[nodiscard]] bool finishing() const { return finishing_; }
  [[nodiscard]] bool fin_acknowledged() const { return finishing_ && una_ > tail_; }
  [[nodiscard]] Sequence una() const { return una_; }            // SND.UNA
  [[nodiscard]] Sequence next_sequence() const { return nxt_; }  // goes back after a time-out
  [[nodiscard]] Sequence highest() const { return max_; }        // one past the highest ever sent
  [[nodiscard]] Sequence end() const { return tail_ + (finishing_ ? 1U : 0U); }
  // Of a segment without octets: SND.NXT, but not past an octet that only probes a closed window, for a peer whose
  // own window is closed lets in nothing but its RCV.NXT.
  [[nodiscard]] Sequence ack_sequence() const { return syn_acknowledged() && window_ == 0 ? una_ : max_; }
  [[nodiscard]] std::uint32_t window() const { return window_; }  // SND.WND
  [[nodiscard]] std::uint32_t largest_window() const { return largest_window_; }
  [[nodiscard]] std::size_t queued() const { return queue_.size(); }  // written, not acknowledged
  [[nodiscard]] const Congestion& congestion() const { return congestion_; }
  [[nodiscard]] Duration rto() const { return estimator_.rto(); }

 private:
  struct Measurement {
    Sequence upto;
    TimePoint sent;
  };

  [[nodiscard]] std::uint32_t flight() const { return octets_between(una_, nxt_); }
  [[nodiscard]] TcpSegment piece(Sequence from, std::uint32_t room) const;
  [[nodiscard]] std::uint32_t sendable() const;
  TcpSegment sent(TcpSegment segment, TimePoint now);
  void acknowledge_new(Sequence ack, TimePoint now);
  void take_window(const TcpSegment& segment);
  void time_out();

  const TcpSettings* settings_;
  RtoEstimator estimator_;
  Congestion congestion_;
  ByteQueue queue_;  // the octets before tail_
  Sequence iss_, una_, nxt_, max_;
  Sequence tail_;  // where the next octet written will stand, or the FIN
  std::uint32_t window_ = 0;
  std::uint32_t largest_window_ = 0;
  std::optional<Sequence> window_sequence_;  // SND.WL1, none before the first
  Sequence window_ack_;                      // SND.WL2
  std::uint16_t mss_ = 536;
  bool finishing_ = false;
  bool retransmit_ = false;  // the first segment, now
  bool probe_ = false;       // one octet into a closed window, now
  bool gave_up_ = false;
  int retries_ = 0;
  std::optional<Measurement> measuring_;
  std::optional<TimePoint> rto_at_;
  TimePoint last_sent_{};
  TimePoint heard_{};  // when the peer last acknowledged, or, if later, when it began to owe us an acknowledgment
};

}  // namespace net
