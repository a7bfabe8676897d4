#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "gateway/settings.hpp"

namespace gateway {

// Something worth telling. `id` is unique over restarts and the same in every attempt to deliver it.
struct Event {
  std::string id;
  std::string serial;
  std::chrono::sys_seconds time;
  EventClass event_class = EventClass::dhcp;
  std::uint32_t subclass = 0;
  Severity severity = Severity::notice;
  std::string text;
  std::string name;  // of the MAC alert
  std::string mac;   // twelve digits, lower case
  std::string ip;
  std::string rand;      // empty when nothing was randomised
  std::string option66;  // empty when none was sent
  friend bool operator==(const Event&, const Event&) = default;
};

inline constexpr std::uint32_t dhcp_alert_subclass = 67;

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
