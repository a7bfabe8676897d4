// The model test. Two connections, a path that loses, doubles, delays and reorders, applications that write, read
// and finish when they please; the model is a queue of bytes: what was written is read, in order, once, and both
// ends close.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

#include "net/chance.hpp"
#include "net/tcp/tcp_connection.hpp"

namespace net {
namespace {

constexpr auto virtual_limit = TimePoint(24h);

// The octet at a place of a direction's stream: what is lost, doubled or exchanged shows.
std::uint8_t octet_at(std::size_t direction, std::size_t place) {
  return static_cast<std::uint8_t>((place * 2654435761U >> 11) + place + direction * 85);
}

struct Path {
  double loss;
  double doubling;
  double reordering;  // how often a segment takes longer than most
  bool slow_readers;  // which let their windows close and be probed
};

struct Plan {
  bool opens;  // else listens
  std::size_t to_write;
  std::size_t written = 0;
  std::size_t read = 0;
  bool waits_for_peer;  // finishes only after the peer did
  bool finished = false;
  bool reads_slowly;
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, Path path) : chance_(seed), path_(path) {
    const auto openers = chance_.below(3);  // one, the other, both at once
    for (std::size_t i = 0; i < 2; ++i) {
      settings_[i].mss = static_cast<std::uint16_t>(std::array{1460, 536, 100}[chance_.below(3)]);
      settings_[i].receive_window = static_cast<std::uint16_t>(std::array{65535, 8000, 1000}[chance_.below(3)]);
      plans_[i] = {.opens = openers == 2 || openers == i,
                   .to_write = chance_.below(std::array{1U, 2000U, 40000U}[chance_.below(3)]),
                   .waits_for_peer = false,
                   .reads_slowly = path.slow_readers && chance_.happens(0.3)};
      iss_[i] = chance_.happens(0.5) ? 0xffffffff - static_cast<std::uint32_t>(chance_.below(20000))
                                     : static_cast<std::uint32_t>(chance_.next());
      if (plans_[i].opens) ends_[i].emplace(TcpConnection::open(ports(i), Sequence(iss_[i]), settings_[i]));
    }
    plans_[chance_.below(2)].waits_for_peer = chance_.happens(0.5);
  }

  // "" or what went wrong.
  std::string run() {
    for (std::size_t i = 0; i < 2; ++i) {
      drain(i);
      schedule_act(i);
    }
    while (complaint_.empty() && !both_are_done()) {
      if (!advance()) return complaint_.empty() ? "nothing more will happen: " + states() : complaint_;
    }
    for (std::size_t i = 0; i < 2 && complaint_.empty(); ++i) {
      if (plans_[i].read != plans_[1 - i].to_write) return "octets are missing at " + std::to_string(i);
      if (ends_[i]->end() != StreamEnd::finished) return "end " + std::to_string(i) + " did not finish in peace";
    }
    return complaint_;
  }
  [[nodiscard]] std::size_t segments_sent_again() const { return sent_again_; }

 private:
  struct Event {
    TimePoint at;
    std::uint64_t number;
    std::size_t end;
    std::optional<TcpSegment> segment;  // none: the application acts
    bool operator<(const Event& other) const { return std::tie(other.at, other.number) < std::tie(at, number); }
  };

  static TcpPorts ports(std::size_t i) { return i == 0 ? TcpPorts{1000, 2000} : TcpPorts{2000, 1000}; }
  [[nodiscard]] bool both_are_done() const {
    return std::all_of(ends_.begin(), ends_.end(),
                       [](const auto& e) { return e && e->state() == TcpState::closed && e->readable() == 0; });
  }
  [[nodiscard]] std::string states() const {
    std::string text;
    for (const auto& end : ends_) text += (end ? to_string(end->state()) : "LISTEN") + " ";
    return text;
  }

  // The earliest of events and timers.
  bool advance() {
    std::optional<std::size_t> timer;
    TimePoint earliest = events_.empty() ? TimePoint::max() : events_.top().at;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto wakes = ends_[i] ? ends_[i]->wakes_at() : std::nullopt;
      if (!wakes || *wakes >= earliest) continue;
      earliest = *wakes;
      timer = i;
    }
    if (earliest > virtual_limit) return false;
    now_ = std::max(now_, earliest);
    if (timer) {
      ends_[*timer]->tick(now_);
      drain(*timer);
      return true;
    }
    const auto event = events_.top();
    events_.pop();
    event.segment ? arrive(event.end, *event.segment) : act(event.end);
    return true;
  }

  void arrive(std::size_t i, const TcpSegment& segment) {
    if (!ends_[i] && segment.syn && !segment.ack && !segment.rst) {
      ends_[i].emplace(TcpConnection::accept(ports(i), segment, Sequence(iss_[i]), settings_[i]));
    } else if (!ends_[i] || ends_[i]->state() == TcpState::closed) {
      if (const auto rst = reset_for(segment)) send(i, *rst);
      return;
    } else {
      ends_[i]->segment(segment, now_);
    }
    drain(i);
  }

  void act(std::size_t i) {
    auto& plan = plans_[i];
    if (ends_[i]) {
      auto& tcp = *ends_[i];
      const auto room = plan.to_write - plan.written;
      if (room > 0 && chance_.happens(0.7)) write(i, std::min(room, 1 + chance_.below(4000)));
      if (tcp.readable() > 0) check(i, tcp.read(plan.reads_slowly ? 1 + chance_.below(700) : 1U << 20));
      if (plan.written == plan.to_write && (!plan.waits_for_peer || tcp.peer_finished()) && chance_.happens(0.5)) {
        plan.finished = true;
        tcp.finish();
      }
      drain(i);
      if (plan.finished && tcp.peer_finished()) return;
      if (tcp.state() == TcpState::closed && tcp.readable() == 0) return;
    }
    schedule_act(i);
  }

  void write(std::size_t i, std::size_t octets) {
    Bytes bytes;
    for (std::size_t k = 0; k < octets; ++k) bytes.push_back(octet_at(i, plans_[i].written + k));
    ends_[i]->write(bytes);
    plans_[i].written += octets;
  }

  void check(std::size_t i, const Bytes& bytes) {
    for (const auto octet : bytes) {
      if (octet != octet_at(1 - i, plans_[i].read++))
        complaint_ = "a wrong octet at " + std::to_string(plans_[i].read);
    }
    if (plans_[i].read > plans_[1 - i].written) complaint_ = "more was read than written";
  }

  void schedule_act(std::size_t i) {
    const auto most = plans_[i].reads_slowly ? 400 : 60;
    post(i, std::nullopt, std::chrono::milliseconds(chance_.below(static_cast<std::uint64_t>(most))));
  }

  void drain(std::size_t i) {
    if (!ends_[i]) return;
    auto& tcp = *ends_[i];
    for (int sent = 0; const auto segment = tcp.next_segment(now_); ++sent) {
      if (sent > 1000) {
        complaint_ = "sends without end";
        return;
      }
      if (!segment->payload.empty() || segment->fin) note(i, *segment);
      send(i, *segment);
    }
    const auto& sender = tcp.sender();
    if (sender.una() > sender.next_sequence() || sender.next_sequence() > sender.highest())
      complaint_ = "SND out of order";
  }

  void note(std::size_t i, const TcpSegment& segment) {
    const Sequence end = Sequence(segment.sequence) + segment.length();
    if (highest_[i] && Sequence(segment.sequence) < *highest_[i]) ++sent_again_;
    highest_[i] = highest_[i] ? later(*highest_[i], end) : end;
  }

  void send(std::size_t from, const TcpSegment& segment) {
    const int copies = chance_.happens(path_.doubling) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
      if (chance_.happens(path_.loss)) continue;
      const bool late = chance_.happens(path_.reordering);
      post(1 - from, segment, late ? std::chrono::milliseconds(chance_.below(300)) : 10ms);
    }
  }

  void post(std::size_t end, std::optional<TcpSegment> segment, Duration delay) {
    events_.push({now_ + delay, count_++, end, std::move(segment)});
  }

  Chance chance_;
  Path path_;
  TimePoint now_{};
  std::uint64_t count_ = 0;
  std::priority_queue<Event> events_;
  std::array<TcpSettings, 2> settings_;
  std::array<std::optional<TcpConnection>, 2> ends_;
  std::array<Plan, 2> plans_{};
  std::array<std::uint32_t, 2> iss_{};
  std::array<std::optional<Sequence>, 2> highest_;
  std::size_t sent_again_ = 0;
  std::string complaint_;
};

TEST(TcpModel, WhatIsWrittenIsReadInOrderOnceWhateverThePathDoes) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Simulation simulation(seed, {.loss = 0.2, .doubling = 0.2, .reordering = 0.2, .slow_readers = true});
    ASSERT_EQ(simulation.run(), "") << "seed " << seed;
  }
}

TEST(TcpModel, NothingIsSentTwiceOnAPathThatLosesNothing) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Simulation simulation(seed, {.loss = 0, .doubling = 0, .reordering = 0, .slow_readers = false});
    ASSERT_EQ(simulation.run(), "") << "seed " << seed;
    ASSERT_EQ(simulation.segments_sent_again(), 0U) << "seed " << seed;
  }
}

}  // namespace
}  // namespace net
