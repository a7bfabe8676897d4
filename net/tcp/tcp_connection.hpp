#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "net/bytes.hpp"
#include "net/stream.hpp"
#include "net/tcp/tcp_receiver.hpp"
#include "net/tcp/tcp_sender.hpp"
#include "net/tcp/tcp_settings.hpp"
#include "net/tcp/time_wait.hpp"
#include "net/tcp_segment.hpp"

namespace net {

// RFC 9293 §3.3.2. LISTEN belongs to the stack: it has no peer yet and remembers nothing.
enum class TcpState : std::uint8_t {
  closed,
  syn_sent,
  syn_received,
  established,
  fin_wait_1,
  fin_wait_2,
  close_wait,
  closing,
  last_ack,
  time_wait,
};
std::string to_string(TcpState state);  // "FIN-WAIT-1"

// One end of one connection, pure: segments, calls and the time go in; after each, next_segment() is asked until it
// has nothing, and what to tell the application is there to be read. It owns no clock, no timer, no socket.
class TcpConnection {
 public:
  // Opens actively: the first segment is a SYN. The settings must outlive the connection.
  static TcpConnection open(TcpPorts ports, Sequence iss, const TcpSettings& settings);
  // Answers a SYN (one without ACK or RST) that came to a listener.
  static TcpConnection accept(TcpPorts ports, const TcpSegment& syn, Sequence iss, const TcpSettings& settings);

  void segment(const TcpSegment& segment, TimePoint now);
  void tick(TimePoint now);      // at wakes_at(), or whenever
  void write(BytesView octets);  // nothing after finish() or the end
  void finish();  // before the opening is complete it is kept until then (unlike CLOSE in RFC 9293 §3.10.4)
  void abort();   // RST, where the peer could still expect something (RFC 9293 §3.10.5)
  Bytes read(std::size_t at_most = std::numeric_limits<std::size_t>::max());

  [[nodiscard]] std::optional<TcpSegment> next_segment(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> wakes_at() const;

  [[nodiscard]] TcpState state() const { return state_; }
  [[nodiscard]] bool opened() const { return opened_; }  // the handshake was completed
  [[nodiscard]] std::size_t readable() const { return receiver_ ? receiver_->readable() : 0; }
  [[nodiscard]] bool peer_finished() const { return receiver_ && receiver_->finished() && readable() == 0; }
  [[nodiscard]] const std::optional<StreamEnd>& end() const {
    return end_;
  }  // set in TIME-WAIT and CLOSED, but by abort()
  [[nodiscard]] const std::optional<TimeWait>& time_wait() const { return time_wait_; }  // in that state alone
  [[nodiscard]] TcpPorts ports() const { return ports_; }
  [[nodiscard]] const TcpSender& sender() const { return sender_; }
  [[nodiscard]] const std::optional<TcpReceiver>& receiver() const { return receiver_; }

 private:
  TcpConnection(TcpPorts ports, Sequence iss, const TcpSettings& settings)
      : settings_(&settings), ports_(ports), sender_(iss, settings) {}

  void in_syn_sent(const TcpSegment& segment, TimePoint now);
  void in_synchronized(const TcpSegment& segment, TimePoint now);
  void on_reset(const TcpSegment& segment, TimePoint now);
  bool on_acknowledgment(const TcpSegment& segment, TimePoint now);  // false: look no further at this segment
  void on_our_fin_acknowledged(TimePoint now);
  void on_peer_finished(TimePoint now);
  void become_established();
  void challenge(TimePoint now);
  void refuse(const TcpSegment& segment);
  void close(std::optional<StreamEnd> end);
  void begin_time_wait(TimePoint now);
  TcpSegment addressed(TcpSegment segment);

  const TcpSettings* settings_;
  TcpPorts ports_;
  TcpState state_ = TcpState::syn_sent;
  bool passive_ = false;
  bool opened_ = false;
  std::uint8_t challenges_ = 0;  // since challenged_
  TimePoint challenged_{};
  TcpSender sender_;
  std::optional<TcpReceiver> receiver_;  // none before the peer's SYN
  std::optional<TcpSegment> reply_;      // one outside the sequence: RST, or an answer from TIME-WAIT
  std::optional<StreamEnd> end_;
  std::optional<TimeWait> time_wait_;
};

// What RFC 9293 §3.10.7.1 answers to a segment that fits no connection; nothing to a RST.
[[nodiscard]] std::optional<TcpSegment> reset_for(const TcpSegment& segment);

}  // namespace net
