#pragma once

#include <functional>

#include "net/time.hpp"
#include "net/timer_queue.hpp"

namespace net {

// The one place where time passes and things happen in turn. `VirtualLoop` jumps from event to event; `AsioLoop`
// waits for the machine. Everything a loop calls runs on the thread that runs the loop.
class Loop {
 public:
  using Task = std::function<void()>;

  Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  virtual ~Loop() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;  // frozen during one callback

  // Calls `what` once at `when` (or as soon after as it can; at once, but never re-entrantly, when that has
  // passed). Equal instants keep the order in which they were asked for. The Timer must not outlive the loop.
  [[nodiscard]] virtual Timer at(TimePoint when, Task what) = 0;
  [[nodiscard]] Timer after(Duration delay, Task what) { return at(now() + delay, std::move(what)); }

  // Calls `what` in a later turn. On AsioLoop, and nowhere else, this may be called from any thread.
  virtual void post(Task what) = 0;

  // Runs until `done` (asked after every callback), until `deadline`, or, in virtual time, until nothing is left to
  // happen. True when `done` said so.
  virtual bool run_until(const std::function<bool()>& done, TimePoint deadline) = 0;
};

}  // namespace net
