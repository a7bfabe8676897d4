#include "gateway/events/event_classes.hpp"

#include <array>
#include <utility>

namespace gateway {

namespace {

using namespace std::chrono_literals;
using enum EventType;
using C = EventClass;
using S = Severity;

constexpr std::array kinds{
    EventKind{mac_alert, C::dhcp, dhcp_alert_subclass, S::notice,
              "a handset that a MAC alert waits for got a lease"},
    EventKind{lease_granted, C::dhcp, 1, S::informational, "a lease began"},
    EventKind{lease_renewed, C::dhcp, 2, S::debug, "a lease was extended"},
    EventKind{lease_released, C::dhcp, 3, S::informational, "a client gave its lease back"},
    EventKind{lease_expired, C::dhcp, 4, S::informational, "a lease ended of itself"},
    EventKind{address_declined, C::dhcp, 5, S::warning, "a client found its address in use; it is set aside"},
    EventKind{address_conflict, C::dhcp, 6, S::warning, "our probe found an address in use; it is set aside"},
    EventKind{pool_exhausted, C::dhcp, 7, S::error, "a client got nothing: every address has an owner", 60s},
    EventKind{starvation, C::dhcp, 8, S::alert, "addresses are asked for faster than clients can be real", 60s},
    EventKind{script, C::script, 9999, S::notice, "a script spoke; no script runs here"},
    EventKind{started, C::system, 1, S::notice, "the gateway started"},
    EventKind{store_failed, C::system, 2, S::critical, "leases and events cannot be kept, so no lease is granted"},
    EventKind{store_recovered, C::system, 3, S::notice, "leases and events are kept again"},
    EventKind{configuration_changed, C::configuration, 1, S::notice, "settings were changed"},
    EventKind{configuration_saved, C::configuration, 2, S::notice, "the settings were written to their file"},
    EventKind{delivery_failing, C::http_client, 1, S::error, "Activator cannot be told; events wait"},
    EventKind{delivery_resumed, C::http_client, 2, S::notice, "Activator can be told again"},
    EventKind{event_rejected, C::http_client, 3, S::warning, "Activator does not want an event; it is gone"},
    EventKind{events_dropped, C::http_client, 4, S::error, "a target's queue is full; the oldest events are lost"},
    EventKind{delivery_noted, C::http_client, 5, S::debug, "Activator was told; only for the event log"},
    EventKind{download_failed, C::http_client, 6, S::warning, "a file could not be fetched"},
    EventKind{login_failed, C::security, 1, S::warning, "a wrong user or password"},
    EventKind{login_locked, C::security, 2, S::alert, "too many wrong passwords: nobody can log in for a while"},
};

static_assert([] {
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (static_cast<std::size_t>(kinds[i].type) != i) return false;
  return kinds.size() == static_cast<std::size_t>(login_locked) + 1;
}());

}  // namespace

std::span<const EventKind> event_kinds() { return kinds; }

const EventKind& kind_of(EventType type) { return kinds[static_cast<std::size_t>(type)]; }

std::uint32_t default_subclass(EventClass event_class) {
  if (event_class == EventClass::dhcp) return kind_of(mac_alert).subclass;
  if (event_class == EventClass::script) return kind_of(script).subclass;
  return 0;
}

Event make_event(EventType type, std::string text) {
  const auto& kind = kind_of(type);
  Event event;
  event.event_class = kind.event_class;
  event.subclass = kind.subclass;
  event.severity = kind.severity;
  event.text = std::move(text);
  return event;
}

}  // namespace gateway
