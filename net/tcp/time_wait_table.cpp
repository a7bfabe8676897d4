#include "net/tcp/time_wait_table.hpp"

namespace net {

void TimeWaitTable::insert(std::uint64_t key, const TimeWait& wait) {
  waits_.insert_or_assign(key, wait);
  queue_.push_back({wait.until, key});
  arm();
}

TimeWait* TimeWaitTable::find(std::uint64_t key) {
  const auto found = waits_.find(key);
  return found == waits_.end() ? nullptr : &found->second;
}

void TimeWaitTable::clear() {
  waits_.clear();
  queue_.clear();
  timer_ = Timer{};
  armed_ = false;
}

void TimeWaitTable::arm() {
  if (armed_ || queue_.empty()) return;
  armed_ = true;
  timer_ = loop_->at(queue_.front().at, [this] { expire(); });
}

void TimeWaitTable::expire() {
  armed_ = false;
  const auto now = loop_->now();
  while (!queue_.empty() && queue_.front().at <= now) {
    const auto key = queue_.front().key;
    queue_.pop_front();
    const auto found = waits_.find(key);
    if (found == waits_.end()) continue;
    if (found->second.until <= now) {
      waits_.erase(found);
    } else {
      queue_.push_back({found->second.until, key});
    }
  }
  arm();
}

}  // namespace net
