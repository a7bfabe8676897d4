#pragma once

#include <deque>
#include <string>
#include <vector>

#include "gateway/events/event.hpp"

namespace gateway {

std::string iso_time(std::chrono::sys_seconds time);  // 2008-05-01T12:00:00Z
std::string log_entry(const Event& event);            // 2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac …

[[nodiscard]] bool passes(const EventFilter& filter, const Event& event);

// Who is told of an event: each target once, the event log first, however many filters name it; never the one whom
// it is about.
[[nodiscard]] std::vector<Target> route(const Settings& settings, const Event& event);

// The newest events, oldest first. They are written out when somebody reads them: most never are.
class EventLog {
 public:
  void add(Event event, std::size_t size);  // beyond `size` the oldest are overwritten
  void resize(std::size_t size);
  [[nodiscard]] std::vector<std::string> entries() const;

 private:
  std::deque<Event> events_;
};

}  // namespace gateway
