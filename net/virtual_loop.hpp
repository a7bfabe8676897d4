#pragma once

#include "net/loop.hpp"

namespace net {

// Time that jumps: pops the earliest event, sets the clock to it, calls it. One thread, asserted.
class VirtualLoop : public Loop {
 public:
  [[nodiscard]] TimePoint now() const override { return now_; }
  [[nodiscard]] Timer at(TimePoint when, Task what) override;
  void post(Task what) override;

  // When nothing is left to happen before `deadline`, the clock moves on to it, unless it is TimePoint::max().
  bool run_until(const std::function<bool()>& done, TimePoint deadline) override;

 private:
  TimePoint now_{};
  TimerQueue queue_;
};

}  // namespace net
