#include "net/virtual_loop.hpp"

#include <algorithm>

namespace net {

Timer VirtualLoop::at(TimePoint when, Task what) { return queue_.arm(std::max(when, now_), std::move(what)); }

void VirtualLoop::post(Task what) { queue_.add(now_, std::move(what)); }

bool VirtualLoop::run_until(const std::function<bool()>& done, TimePoint deadline) {
  while (!done()) {
    const auto next = queue_.next();
    if (!next || *next > deadline) {
      if (deadline != TimePoint::max()) now_ = std::max(now_, deadline);
      return false;
    }
    now_ = *next;
    queue_.take()();
  }
  return true;
}

}  // namespace net
