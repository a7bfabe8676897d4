#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "net/time.hpp"

namespace net {

class TimerQueue;

// One armed alarm. Destroying it, or assigning another, cancels it; after it has rung it is empty.
class Timer {
 public:
  Timer() = default;
  Timer(Timer&& other) noexcept
      : queue_(std::exchange(other.queue_, nullptr)), key_(std::exchange(other.key_, {})) {}
  Timer& operator=(Timer&& other) noexcept;
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { cancel(); }

  void cancel();

 private:
  friend class TimerQueue;
  using Key = std::pair<TimePoint, std::uint64_t>;
  Timer(TimerQueue& queue, Key key) : queue_(&queue), key_(key) {}

  TimerQueue* queue_ = nullptr;
  Key key_{};
};

// What is to happen and when, in order of time and then of asking. Arming and cancelling cost O(log n).
class TimerQueue {
 public:
  using Task = std::function<void()>;

  [[nodiscard]] Timer arm(TimePoint when, Task what);
  void add(TimePoint when, Task what);  // one that nobody will cancel
  [[nodiscard]] std::optional<TimePoint> next() const;
  [[nodiscard]] Task take();  // the first in the queue, which must not be empty
  [[nodiscard]] std::size_t size() const { return tasks_.size(); }

 private:
  friend class Timer;
  Timer::Key insert(TimePoint when, Task what);

  std::uint64_t sequence_ = 0;
  std::map<Timer::Key, Task> tasks_;
};

}  // namespace net
