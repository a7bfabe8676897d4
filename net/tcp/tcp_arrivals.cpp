// SEGMENT ARRIVES (RFC 9293 §3.10.7), in the order of the RFC's own steps.
#include <cassert>

#include "net/tcp/tcp_connection.hpp"

namespace net {

constexpr std::uint8_t challenges_per_second = 10;  // RFC 5961 §7 asks for a limit and leaves it open

std::optional<TcpSegment> reset_for(const TcpSegment& segment) {
  if (segment.rst) return std::nullopt;
  TcpSegment rst;
  rst.source_port = segment.destination_port;
  rst.destination_port = segment.source_port;
  rst.rst = true;
  if (segment.ack) {
    rst.sequence = segment.acknowledgment;
  } else {
    rst.ack = true;
    rst.acknowledgment = segment.sequence + segment.length();
  }
  return rst;
}

void TcpConnection::segment(const TcpSegment& segment, TimePoint now) {
  switch (state_) {
    case TcpState::closed: return;
    case TcpState::syn_sent: return in_syn_sent(segment, now);
    case TcpState::time_wait: {
      auto [next, answer] = step(*time_wait_, segment, now, 2 * settings_->msl);
      if (answer) reply_ = std::move(answer);
      next ? void(time_wait_ = next) : close(end_);
      return;
    }
    default: return in_synchronized(segment, now);
  }
}

void TcpConnection::in_syn_sent(const TcpSegment& segment, TimePoint now) {
  const Sequence ack(segment.acknowledgment);
  if (segment.ack && (ack <= sender_.una() || ack > sender_.highest())) return refuse(segment);
  if (segment.rst) {
    if (segment.ack) close(StreamEnd::refused);
    return;
  }
  if (!segment.syn) return;
  receiver_.emplace(Sequence(segment.sequence), *settings_);  // text and FIN are left for the peer to send again
  sender_.peer_mss(segment.mss);
  if (segment.ack) {
    sender_.acknowledge(segment, now);
    receiver_->acknowledge_now();
    become_established();
  } else {  // simultaneous open
    state_ = TcpState::syn_received;
    sender_.repeat_syn();
  }
}

void TcpConnection::in_synchronized(const TcpSegment& segment, TimePoint now) {
  if (!receiver_->acceptable(segment)) {
    if (segment.rst) return;
    // Octets out of place are acknowledged without limit: most likely our acknowledgment of them was lost.
    segment.length() > 0 && !segment.syn ? receiver_->acknowledge_now() : challenge(now);
    return;
  }
  if (segment.rst) return on_reset(segment, now);
  if (segment.syn) {
    if (state_ == TcpState::syn_received && passive_) return close(StreamEnd::reset);  // back to LISTEN
    return challenge(now);                                                             // RFC 5961 §4.2
  }
  if (!segment.ack || !on_acknowledgment(segment, now) || state_ == TcpState::closed) return;
  const bool finished_before = receiver_->finished();
  receiver_->take(segment, now);
  if (receiver_->finished() && !finished_before) on_peer_finished(now);
}

void TcpConnection::on_reset(const TcpSegment& segment, TimePoint now) {
  if (Sequence(segment.sequence) != receiver_->next()) return challenge(now);  // RFC 5961 §3.2
  close(state_ == TcpState::syn_received && !passive_ ? StreamEnd::refused : StreamEnd::reset);
}

bool TcpConnection::on_acknowledgment(const TcpSegment& segment, TimePoint now) {
  const Sequence ack(segment.acknowledgment);
  if (state_ == TcpState::syn_received) {
    if (ack <= sender_.una() || ack > sender_.highest()) {
      refuse(segment);
      return false;
    }
    sender_.acknowledge(segment, now);
    become_established();
    return true;
  }
  if (ack > sender_.highest() || ack < sender_.una() - sender_.largest_window()) {  // RFC 5961 §5.2
    challenge(now);
    return false;
  }
  sender_.acknowledge(segment, now);
  if (sender_.fin_acknowledged()) on_our_fin_acknowledged(now);
  return true;
}

void TcpConnection::become_established() {
  opened_ = true;
  state_ = sender_.finishing() ? TcpState::fin_wait_1 : TcpState::established;
}

void TcpConnection::on_our_fin_acknowledged(TimePoint now) {
  switch (state_) {
    case TcpState::fin_wait_1: state_ = TcpState::fin_wait_2; return;
    case TcpState::closing: return begin_time_wait(now);
    case TcpState::last_ack: return close(StreamEnd::finished);
    default: return;
  }
}

void TcpConnection::on_peer_finished(TimePoint now) {
  switch (state_) {
    case TcpState::established: state_ = TcpState::close_wait; return;
    case TcpState::fin_wait_1: state_ = TcpState::closing; return;
    case TcpState::fin_wait_2: return begin_time_wait(now);
    default: assert(false);  // a peer finishes once
  }
}

void TcpConnection::challenge(TimePoint now) {
  if (now - challenged_ >= 1s) {
    challenged_ = now;
    challenges_ = 0;
  }
  if (challenges_ == challenges_per_second) return;
  ++challenges_;
  receiver_->acknowledge_now();
}

void TcpConnection::refuse(const TcpSegment& segment) { reply_ = reset_for(segment); }

}  // namespace net
