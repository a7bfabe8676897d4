#pragma once

#include <deque>
#include <string>
#include <vector>

#include "gateway/events/event.hpp"

namespace gateway {

std::uint32_t default_subclass(EventClass event_class);  // DHCP 67, Script 9999
std::string iso_time(std::chrono::sys_seconds time);     // 2008-05-01T12:00:00Z
std::string log_entry(const Event& event);               // 2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac …

[[nodiscard]] bool passes(const EventFilter& filter, const Event& event);

// Who is told of an event: each target once, the event log first, however many filters name it.
[[nodiscard]] std::vector<Target> route(const Settings& settings, const Event& event);

// The newest entries, oldest first.
class EventLog {
 public:
  void add(std::string entry, std::size_t size);  // beyond `size` the oldest are overwritten
  void resize(std::size_t size);
  [[nodiscard]] const std::deque<std::string>& entries() const { return entries_; }

 private:
  std::deque<std::string> entries_;
};

}  // namespace gateway
