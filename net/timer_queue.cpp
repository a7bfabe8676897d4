#include "net/timer_queue.hpp"

#include <cassert>

namespace net {

Timer& Timer::operator=(Timer&& other) noexcept {
  if (this != &other) {
    cancel();
    queue_ = std::exchange(other.queue_, nullptr);
    key_ = other.key_;
  }
  return *this;
}

void Timer::cancel() {
  if (queue_ != nullptr) std::exchange(queue_, nullptr)->tasks_.erase(key_);
}

Timer::Key TimerQueue::insert(TimePoint when, Task what) {
  const Timer::Key key{when, sequence_++};
  tasks_.emplace_hint(tasks_.end(), key, std::move(what));
  return key;
}

Timer TimerQueue::arm(TimePoint when, Task what) { return {*this, insert(when, std::move(what))}; }

void TimerQueue::add(TimePoint when, Task what) { insert(when, std::move(what)); }

std::optional<TimePoint> TimerQueue::next() const {
  if (tasks_.empty()) return std::nullopt;
  return tasks_.begin()->first.first;
}

TimerQueue::Task TimerQueue::take() {
  assert(!tasks_.empty());
  auto first = tasks_.extract(tasks_.begin());
  return std::move(first.mapped());
}

}  // namespace net
