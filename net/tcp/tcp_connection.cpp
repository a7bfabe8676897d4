#include "net/tcp/tcp_connection.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace net {

std::string to_string(TcpState state) {
  switch (state) {
    case TcpState::closed: return "CLOSED";
    case TcpState::syn_sent: return "SYN-SENT";
    case TcpState::syn_received: return "SYN-RECEIVED";
    case TcpState::established: return "ESTABLISHED";
    case TcpState::fin_wait_1: return "FIN-WAIT-1";
    case TcpState::fin_wait_2: return "FIN-WAIT-2";
    case TcpState::close_wait: return "CLOSE-WAIT";
    case TcpState::closing: return "CLOSING";
    case TcpState::last_ack: return "LAST-ACK";
    case TcpState::time_wait: return "TIME-WAIT";
  }
  return "?";
}

TcpConnection TcpConnection::open(TcpPorts ports, Sequence iss, const TcpSettings& settings) {
  return {ports, iss, settings};
}

TcpConnection TcpConnection::accept(TcpPorts ports, const TcpSegment& syn, Sequence iss,
                                    const TcpSettings& settings) {
  assert(syn.syn && !syn.ack && !syn.rst);
  TcpConnection connection(ports, iss, settings);
  connection.state_ = TcpState::syn_received;
  connection.passive_ = true;
  connection.receiver_.emplace(Sequence(syn.sequence),
                               settings);  // text in a SYN is left for the peer to send again
  connection.sender_.peer_mss(syn.mss);
  return connection;
}

void TcpConnection::write(BytesView octets) {
  if (!end_ && state_ != TcpState::closed && !sender_.finishing()) sender_.write(octets);
}

void TcpConnection::finish() {
  if (end_ || state_ == TcpState::closed || sender_.finishing()) return;
  sender_.finish();
  if (state_ == TcpState::established) state_ = TcpState::fin_wait_1;
  if (state_ == TcpState::close_wait) state_ = TcpState::last_ack;
}

void TcpConnection::abort() {
  switch (state_) {
    case TcpState::syn_received:
    case TcpState::established:
    case TcpState::fin_wait_1:
    case TcpState::fin_wait_2:
    case TcpState::close_wait: {
      TcpSegment rst;
      rst.rst = true;
      rst.sequence = sender_.highest().number();
      reply_ = addressed(std::move(rst));
      break;
    }
    default: break;
  }
  close(std::nullopt);
}

Bytes TcpConnection::read(std::size_t at_most) { return receiver_ ? receiver_->read(at_most) : Bytes(); }

void TcpConnection::tick(TimePoint now) {
  if (state_ == TcpState::closed) return;
  if (time_wait_) {
    if (now >= time_wait_->until) close(end_);
    return;
  }
  sender_.tick(now);
  if (sender_.gave_up()) close(StreamEnd::timed_out);
}

std::optional<TimePoint> TcpConnection::wakes_at() const {
  if (state_ == TcpState::closed) return std::nullopt;
  if (time_wait_) return time_wait_->until;
  const auto send = sender_.wakes_at();
  const auto acknowledge = receiver_ ? receiver_->wakes_at() : std::nullopt;
  return send && acknowledge ? std::min(*send, *acknowledge) : (send ? send : acknowledge);
}

std::optional<TcpSegment> TcpConnection::next_segment(TimePoint now) {
  if (reply_) return std::exchange(reply_, std::nullopt);
  if (state_ == TcpState::closed) return std::nullopt;
  if (auto segment = sender_.next(now)) return addressed(std::move(*segment));
  if (!receiver_ || !receiver_->ack_due(now)) return std::nullopt;
  TcpSegment ack;
  ack.sequence = sender_.ack_sequence().number();
  return addressed(std::move(ack));
}

TcpSegment TcpConnection::addressed(TcpSegment segment) {
  segment.source_port = ports_.local;
  segment.destination_port = ports_.peer;
  segment.window = settings_->receive_window;
  if (segment.syn) segment.mss = settings_->mss;
  if (!receiver_) return segment;
  receiver_->prepare();
  segment.ack = true;
  segment.acknowledgment = receiver_->next().number();
  segment.window = receiver_->window();
  receiver_->acknowledged();
  return segment;
}

void TcpConnection::close(std::optional<StreamEnd> end) {
  state_ = TcpState::closed;
  end_ = end;
  time_wait_.reset();
}

void TcpConnection::begin_time_wait(TimePoint now) {
  state_ = TcpState::time_wait;
  end_ = StreamEnd::finished;
  time_wait_ =
      TimeWait{ports_, sender_.highest(), receiver_->next(), receiver_->window(), now + 2 * settings_->msl};
}

}  // namespace net
