// Bytes as a story told to one connection: segments near what it expects or far from it, calls, the passing of
// time. Whatever the story, what it sends is what was written, within the window it was given, and never without
// end.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "net/tcp/tcp_connection.hpp"

namespace {

using namespace net;

class Story {
 public:
  explicit Story(BytesView bytes) : bytes_(bytes) {}
  [[nodiscard]] bool over() const { return bytes_.empty(); }
  std::uint8_t octet() {
    if (bytes_.empty()) return 0;
    const auto first = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return first;
  }
  std::uint16_t pair() { return static_cast<std::uint16_t>(octet() << 8 | octet()); }

 private:
  BytesView bytes_;
};

void must(bool condition) {
  if (!condition) std::abort();
}

std::uint8_t octet_at(std::size_t place) { return static_cast<std::uint8_t>(place * 31 + (place >> 8)); }

class Teller {
 public:
  explicit Teller(Story story) : story_(story) {
    const auto choice = story_.octet();
    settings_.receive_window = std::array<std::uint16_t, 4>{65535, 1000, 1, 8000}[choice >> 1 & 3];
    settings_.mss = std::array<std::uint16_t, 2>{1460, 100}[choice >> 3 & 1];
    if ((choice & 16) != 0) settings_.user_timeout = 10s;
    if ((choice & 1) != 0) {
      tcp_.emplace(TcpConnection::open({1, 2}, Sequence(iss), settings_));
    } else {
      TcpSegment syn;
      syn.syn = true;
      syn.sequence = story_.pair();
      syn.mss = story_.pair();
      tcp_.emplace(TcpConnection::accept({1, 2}, syn, Sequence(iss), settings_));
    }
  }

  void tell() {
    check();
    while (!story_.over()) {
      happen(story_.octet());
      check();
    }
  }

 private:
  static constexpr std::uint32_t iss = 0xffffff00;

  void happen(std::uint8_t what) {
    switch (what % 8) {
      case 0: return write(std::size_t{story_.octet()} * 37);
      case 1: return void(read_ += tcp_->read(story_.pair()).size());
      case 2: return tcp_->finish();
      case 3: return (what & 0xf8) == 0xf8 ? tcp_->abort() : pass(std::chrono::milliseconds(story_.pair()));
      case 4: return pass(tcp_->wakes_at() ? std::max(Duration{}, *tcp_->wakes_at() - now_) : 1s);
      default: return tcp_->segment(segment(what), now_);
    }
  }

  void pass(Duration duration) {
    now_ += duration;
    tcp_->tick(now_);
  }

  void write(std::size_t octets) {
    Bytes bytes;
    if (tcp_->sender().finishing() || tcp_->end() || tcp_->state() == TcpState::closed) octets = 0;
    for (std::size_t i = 0; i < octets; ++i) bytes.push_back(octet_at(written_ + i));
    written_ += octets;
    tcp_->write(bytes);
  }

  TcpSegment segment(std::uint8_t what) {
    TcpSegment s;
    const auto flags = story_.octet();
    s.syn = (flags & 0x83) == 0x83;
    s.rst = (flags & 0x44) == 0x44;
    s.fin = (flags & 8) != 0;
    s.ack = (flags & 16) == 0;
    s.window = (flags & 32) != 0 ? story_.octet() : 65535;
    const auto near = [this](Sequence base) { return (base + story_.octet() - 8).number(); };
    const auto far = [this](Sequence base) { return base.number() + (std::uint32_t{story_.pair()} << 12); };
    const auto expected = tcp_->receiver() ? tcp_->receiver()->next() : Sequence(0);
    const auto acknowledged = (what & 8) != 0 ? tcp_->sender().highest() : tcp_->sender().una();
    s.sequence = (what & 16) != 0 ? (what & 32) != 0 ? far(expected) : near(expected) : expected.number();
    s.acknowledgment =
        (what & 64) != 0 ? (what & 128) != 0 ? far(acknowledged) : near(acknowledged) : acknowledged.number();
    if ((flags & 1) != 0) s.payload.assign(std::size_t{story_.octet()} * 8, 'x');
    if (s.syn) s.mss = story_.pair();
    return s;
  }

  void check() {
    for (int count = 0; const auto segment = tcp_->next_segment(now_); ++count) {
      must(count < 1100);  // a full window of the smallest segments
      inspect(*segment);
    }
    const auto& sender = tcp_->sender();
    must(sender.una() <= sender.next_sequence() && sender.next_sequence() <= sender.highest());
    must(octets_between(sender.una(), sender.highest()) <= sender.largest_window() + 1);
    must(sender.queued() <= written_);
    must(tcp_->readable() <= settings_.receive_window);
    must(!tcp_->wakes_at() || *tcp_->wakes_at() > now_);  // else its owner would spin
    must(tcp_->state() != TcpState::closed || !tcp_->wakes_at());
  }

  void inspect(const TcpSegment& segment) {
    must(segment.payload.size() <= settings_.mss);
    const auto first = segment.sequence - (iss + 1);
    for (std::size_t i = 0; i < segment.payload.size(); ++i) must(segment.payload[i] == octet_at(first + i));
    must(first + 1 + segment.length() <= written_ + 2 || segment.payload.empty());
    if (!segment.ack || segment.rst || !tcp_->receiver() || tcp_->state() == TcpState::time_wait) return;
    const auto edge = Sequence(segment.acknowledgment) + segment.window;
    must(!edge_ || *edge_ <= edge || tcp_->receiver()->finished());  // a window never shrinks
    edge_ = edge;
  }

  Story story_;
  TcpSettings settings_;
  std::optional<TcpConnection> tcp_;
  TimePoint now_{};
  std::size_t written_ = 0;
  std::size_t read_ = 0;
  std::optional<Sequence> edge_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Teller(Story({data, size})).tell();
  return 0;
}
