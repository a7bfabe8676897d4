#include "net/tcp/tcp_receiver.hpp"

#include <algorithm>

namespace net {

TcpReceiver::TcpReceiver(Sequence irs, const TcpSettings& settings)
    : settings_(&settings), reassembler_(irs + 1), edge_(irs + 1 + settings.receive_window) {}

std::uint16_t TcpReceiver::window() const {
  return next() < edge_ ? static_cast<std::uint16_t>(octets_between(next(), edge_)) : std::uint16_t{0};
}

// A segment that begins at RCV.NXT is let in even when the window is closed: its acknowledgment counts (the special
// allowance of RFC 9293 §3.10.7.4), its text does not.
bool TcpReceiver::acceptable(const TcpSegment& segment) const {
  const Sequence first(segment.sequence);
  if (first == next()) return true;
  const auto within = [this](Sequence s) { return next() <= s && s < edge_; };
  return within(first) || (segment.length() > 0 && within(first + (segment.length() - 1)));
}

void TcpReceiver::take(const TcpSegment& segment, TimePoint now) {
  if (segment.length() == 0) return;
  const auto before = next();
  const bool had_islands = reassembler_.islands() > 0;
  reassembler_.insert(Sequence(segment.sequence), segment.payload, segment.fin, edge_);
  const bool in_order = next() != before && Sequence(segment.sequence) == before;
  full_size_ = std::max(full_size_, segment.payload.size());
  if (segment.payload.size() == full_size_) ++full_segments_;
  if (!in_order || had_islands || finished() || full_segments_ >= 2) {  // RFC 5681 §4.2
    ack_now_ = true;
  } else if (!ack_at_) {
    ack_at_ = now + settings_->delayed_ack;
  }
}

Bytes TcpReceiver::read(std::size_t at_most) {
  auto octets = reassembler_.read(at_most);
  const auto worth_telling = std::clamp(settings_->receive_window / 2U, 1U, 2U * settings_->mss);
  if (!finished() && octets_between(edge_, possible_edge()) >= worth_telling) ack_now_ = true;
  return octets;
}

Sequence TcpReceiver::possible_edge() const {
  const auto used = std::min<std::size_t>(readable(), settings_->receive_window);
  const auto edge = next() + (settings_->receive_window - used);
  const auto step = std::min<std::int32_t>(settings_->receive_window / 2, settings_->mss);
  return edge - edge_ >= step ? edge : edge_;
}

void TcpReceiver::acknowledged() {
  ack_at_.reset();
  ack_now_ = false;
  full_segments_ = 0;
}

}  // namespace net
