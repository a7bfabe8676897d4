#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>

#include "net/loop.hpp"
#include "net/tcp/time_wait.hpp"

namespace net {

// The connections in TIME-WAIT of one host, under one timer. As all wait equally long, a queue holds them in order;
// one whose wait began anew is put at the end when its first time comes, and so may stay a little longer.
class TimeWaitTable {
 public:
  explicit TimeWaitTable(Loop& loop) : loop_(&loop) {}
  TimeWaitTable(const TimeWaitTable&) = delete;  // the timer points back here
  TimeWaitTable& operator=(const TimeWaitTable&) = delete;

  void insert(std::uint64_t key, const TimeWait& wait);
  [[nodiscard]] TimeWait* find(std::uint64_t key);
  void erase(std::uint64_t key) { waits_.erase(key); }
  void clear();
  [[nodiscard]] std::size_t size() const { return waits_.size(); }

 private:
  void expire();
  void arm();

  struct Place {
    TimePoint at;
    std::uint64_t key;
  };
  Loop* loop_;
  std::unordered_map<std::uint64_t, TimeWait> waits_;
  std::deque<Place> queue_;  // one for each insertion
  Timer timer_;
  bool armed_ = false;
};

}  // namespace net
