#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "gateway/events/event.hpp"

namespace gateway {

// Everything there is an event for.
enum class EventType : std::uint8_t {
  mac_alert,
  lease_granted,
  lease_renewed,
  lease_released,
  lease_expired,
  address_declined,
  address_conflict,
  pool_exhausted,
  starvation,
  script,
  started,
  store_failed,
  store_recovered,
  configuration_changed,
  configuration_saved,
  delivery_failing,
  delivery_resumed,
  event_rejected,
  events_dropped,
  delivery_noted,
  download_failed,
  login_failed,
  login_locked,
};

// How filters see it. The note names DHCP 67 and Script 9999; the other numbers are ours.
struct EventKind {
  EventType type;
  EventClass event_class;
  std::uint32_t subclass;
  Severity severity;
  std::string_view meaning;
  std::chrono::seconds
      quiet{};  // how long after one no further one is raised: those that a stranger can bring about
};

std::span<const EventKind> event_kinds();  // one of each type, in the order of the types
const EventKind& kind_of(EventType type);

// What a filter means that leaves the subclass open: DHCP 67, Script 9999, others 0, any.
std::uint32_t default_subclass(EventClass event_class);

// An event of that kind; who and where is the caller's to add.
Event make_event(EventType type, std::string text);

}  // namespace gateway
