#include "net/asio_loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>

namespace net {

using Steady = std::chrono::steady_clock;

struct AsioLoop::Machine {
  const Steady::time_point start = Steady::now();
  mutable std::optional<TimePoint> frozen;  // read at most once in a callback
  TimerQueue timers;
  boost::asio::io_context io{1};
  // For its whole life: an io_context that once ran out of work would run nothing that is posted later.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> awake = boost::asio::make_work_guard(io);

  [[nodiscard]] Steady::time_point machine_time(TimePoint instant) const {
    constexpr auto far = std::chrono::hours(24 * 365 * 100);  // so that TimePoint::max() does not overflow
    return start + std::min<Duration>(instant.time_since_epoch(), far);
  }
};

AsioLoop::AsioLoop() : machine_(std::make_unique<Machine>()) {}
AsioLoop::~AsioLoop() = default;

TimePoint AsioLoop::now() const {
  if (!machine_->frozen) machine_->frozen = TimePoint(Steady::now() - machine_->start);
  return *machine_->frozen;
}

Timer AsioLoop::at(TimePoint when, Task what) { return machine_->timers.arm(when, std::move(what)); }

void AsioLoop::post(Task what) { boost::asio::post(machine_->io, std::move(what)); }

boost::asio::io_context& AsioLoop::io() { return machine_->io; }

bool AsioLoop::run_until(const std::function<bool()>& done, TimePoint deadline) {
  auto& m = *machine_;
  for (;;) {
    m.frozen.reset();
    if (done()) return true;
    const auto now_is = now();
    if (now_is >= deadline) return false;
    const auto next = m.timers.next();
    if (next && *next <= now_is) {
      m.timers.take()();
      m.frozen.reset();
      m.io.poll_one();  // a crowd of due timers must not keep the machine's own events waiting
      continue;
    }
    m.frozen.reset();
    m.io.run_one_until(m.machine_time(next ? std::min(*next, deadline) : deadline));
  }
}

}  // namespace net
