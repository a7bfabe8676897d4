#include "gateway/events/dhcp_events.hpp"

namespace gateway {

EventType type_of(Notice notice) {
  switch (notice) {
    case Notice::granted: return EventType::lease_granted;
    case Notice::renewed: return EventType::lease_renewed;
    case Notice::released: return EventType::lease_released;
    case Notice::expired: return EventType::lease_expired;
    case Notice::declined: return EventType::address_declined;
    case Notice::conflict: return EventType::address_conflict;
    case Notice::pool_exhausted: return EventType::pool_exhausted;
    case Notice::starvation: return EventType::starvation;
  }
  return EventType::starvation;
}

Event event_of(const DhcpNotice& notice) {
  const auto what = to_string(notice.kind);
  const auto mac = config_stem(notice.mac);
  const auto ip = notice.address.is_any() ? std::string() : to_string(notice.address);
  std::string text;
  text.reserve(80 + notice.detail.size());
  text += static_cast<char>(what.front() - 'a' + 'A');
  text += what.substr(1);
  if (!ip.empty()) text += " " + ip;
  text += " Mac " + mac;
  if (!notice.detail.empty()) text += ": " + notice.detail;
  auto event = make_event(type_of(notice.kind), std::move(text));
  event.mac = mac;
  event.ip = ip;
  return event;
}

}  // namespace gateway
