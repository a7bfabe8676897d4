#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "gateway/settings/settings.hpp"

namespace gateway {

inline constexpr std::uint32_t dhcp_alert_subclass = 67;

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
  std::string rand;                                 // empty when nothing was randomised
  std::string option66;                             // empty when none was sent
  std::optional<std::uint8_t> dscp = std::nullopt;  // of the packet that brought it about, where that is logged
  std::optional<Target> about = std::nullopt;       // whose trouble it tells of: never told to that target
  friend bool operator==(const Event&, const Event&) = default;
};

// An event, and one of those who have yet to be told of it.
struct PendingEvent {
  Target target;
  Event event;
};

}  // namespace gateway
