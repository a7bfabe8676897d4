#include "net/tcp/tcp_sender.hpp"

#include <algorithm>
#include <cassert>

namespace net {

constexpr std::uint16_t smallest_mss = 64;  // less would cost the peer's host more than it costs ours

TcpSender::TcpSender(Sequence iss, const TcpSettings& settings)
    : settings_(&settings),
      estimator_(settings),
      congestion_(iss),
      iss_(iss),
      una_(iss),
      nxt_(iss),
      max_(iss),
      tail_(iss + 1),
      window_ack_(iss) {}

void TcpSender::write(BytesView octets) {
  assert(!finishing_);
  assert(queue_.size() + octets.size() < 1U << 30);  // beyond half the sequence space nothing could be compared
  queue_.append(octets);
  tail_ += octets.size();
}

void TcpSender::finish() { finishing_ = true; }

void TcpSender::peer_mss(std::optional<std::uint16_t> mss) {
  mss_ = std::min(settings_->mss, std::max(mss.value_or(536), smallest_mss));
}

void TcpSender::acknowledge(const TcpSegment& segment, TimePoint now) {
  const Sequence ack(segment.acknowledgment);
  assert(ack <= max_);
  if (ack < una_) return;
  heard_ = now;
  const bool same_window = segment.window == window_;
  if (ack > una_) {
    acknowledge_new(ack, now);
  } else if (max_ > una_ && window_ != 0 && same_window && segment.length() == 0) {  // RFC 5681 §2
    retransmit_ |= congestion_.duplicate(una_, max_, flight());
  }
  take_window(segment);
}

void TcpSender::acknowledge_new(Sequence ack, TimePoint now) {
  const auto octets = octets_between(una_, ack);
  const bool opening = una_ == iss_;
  if (measuring_ && ack >= measuring_->upto) {
    estimator_.sample(now - measuring_->sent);
    measuring_.reset();
  }
  queue_.drop(queue_.size() - (ack < tail_ ? octets_between(ack, tail_) : 0));
  una_ = ack;
  nxt_ = later(nxt_, una_);
  retransmit_ = probe_ = false;
  Congestion::Effect effect;
  if (opening) {
    if (retries_ > 0) estimator_.syn_was_lost();
    congestion_.start(mss_, retries_ > 0);
  } else {
    effect = congestion_.acknowledged(ack, octets, flight());
    retransmit_ = effect.retransmit && una_ < max_;
  }
  retries_ = 0;
  if (una_ == max_) {
    rto_at_.reset();
  } else if (!effect.keep_timer) {
    rto_at_ = now + estimator_.rto();
  }
}

void TcpSender::take_window(const TcpSegment& segment) {
  const Sequence sequence(segment.sequence);
  const Sequence ack(segment.acknowledgment);
  const bool newer = !window_sequence_ || *window_sequence_ < sequence ||
                     (*window_sequence_ == sequence && window_ack_ <= ack);  // RFC 9293 §3.10.7.4
  if (!newer) return;
  const bool opens = window_ == 0 && segment.window != 0 && window_sequence_;
  window_sequence_ = sequence;
  window_ack_ = ack;
  window_ = segment.window;
  largest_window_ = std::max(largest_window_, window_);
  if (window_ == 0) retries_ = 0;  // RFC 9293 §3.8.6.1: it may stay closed for ever, as long as it answers
  if (!opens) return;
  nxt_ = una_;  // what probed the closed window was not taken
  estimator_.end_back_off();
  rto_at_.reset();
  probe_ = false;
}

void TcpSender::tick(TimePoint now) {
  if (settings_->user_timeout && una_ < max_ && now - heard_ >= *settings_->user_timeout) gave_up_ = true;
  if (rto_at_ && now >= *rto_at_) time_out();
}

void TcpSender::time_out() {
  rto_at_.reset();
  const bool opening = una_ == iss_;
  if (retries_ == (opening ? settings_->syn_retries : settings_->data_retries)) {
    gave_up_ = true;
    return;
  }
  estimator_.back_off();
  retransmit_ = false;
  if (!opening && window_ == 0) {
    probe_ = true;
  } else if (!opening) {
    congestion_.timed_out(max_, flight(), retries_ == 0);
  }
  ++retries_;
  nxt_ = una_;
}

std::optional<TimePoint> TcpSender::wakes_at() const {
  if (!settings_->user_timeout || una_ == max_) return rto_at_;
  const auto patience = heard_ + *settings_->user_timeout;
  return rto_at_ ? std::min(*rto_at_, patience) : patience;
}

std::optional<TcpSegment> TcpSender::next(TimePoint now) {
  if (gave_up_) return std::nullopt;
  if (nxt_ == iss_) {
    TcpSegment syn;
    syn.syn = true;
    syn.sequence = iss_.number();
    return sent(std::move(syn), now);
  }
  if (una_ == iss_) return std::nullopt;
  if (retransmit_) {
    retransmit_ = false;
    rto_at_ = rto_at_.value_or(now + estimator_.rto());
    return sent(piece(una_, octets_between(una_, max_)), now);
  }
  if (nxt_ >= end()) return std::nullopt;
  if (probe_) {
    probe_ = false;
    return sent(piece(nxt_, 1), now);
  }
  if (una_ == max_ && now - last_sent_ > estimator_.rto()) congestion_.restart_after_idle();
  const auto room = sendable();
  if (room > 0) return sent(piece(nxt_, room), now);
  if (window_ == 0 && nxt_ == una_ && !rto_at_) rto_at_ = now + estimator_.rto();  // then probe (RFC 9293 §3.8.6.1)
  return std::nullopt;
}

// The octets of sequence space that both windows allow, or 0 when waiting makes a better segment. Small pieces are
// held back only while something is under way whose acknowledgment will ask again: this is what remains of sender's
// silly window avoidance (RFC 9293 §3.8.6.2.1) without Nagle and without an override timer.
std::uint32_t TcpSender::sendable() const {
  const auto open = std::min(window_, congestion_.window());
  if (flight() >= open) return 0;
  const auto room = open - flight();
  const auto left = octets_between(nxt_, end());
  const bool whole = room >= std::min<std::uint32_t>(left, mss_);
  return whole || flight() == 0 || room >= largest_window_ / 2 ? room : 0;
}

TcpSegment TcpSender::piece(Sequence from, std::uint32_t room) const {
  TcpSegment segment;
  segment.sequence = from.number();
  const auto front = tail_ - queue_.size();
  const auto left = from < tail_ ? octets_between(from, tail_) : 0;
  const auto octets = std::min({left, room, std::uint32_t{mss_}});
  if (octets > 0) {
    const auto view = queue_.view(octets_between(front, from), octets);
    segment.payload.assign(view.begin(), view.end());
  }
  segment.psh = octets > 0 && octets == left;
  segment.fin = finishing_ && octets == left && room > octets;
  return segment;
}

TcpSegment TcpSender::sent(TcpSegment segment, TimePoint now) {
  const Sequence from(segment.sequence);
  const auto upto = from + segment.length();
  assert(segment.length() > 0);
  if (from < max_) {
    measuring_.reset();  // Karn: whose acknowledgment comes now cannot be told
  } else if (!measuring_) {
    measuring_ = {upto, now};
  }
  if (una_ == max_) heard_ = now;
  nxt_ = later(nxt_, upto);
  max_ = later(max_, nxt_);
  if (!rto_at_) rto_at_ = now + estimator_.rto();
  last_sent_ = now;
  return segment;
}

}  // namespace net
