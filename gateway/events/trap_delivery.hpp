#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "gateway/events/event_delivery.hpp"

namespace gateway {

// The traps to one SNMP manager. Nothing acknowledges a trap: one that was sent counts as told, and they are sent
// no faster than `Snmp Trap Rate` allows.
struct TrapCounters {
  std::uint64_t sent = 0;
  std::uint64_t dropped = 0;      // pushed out of a full queue
  std::uint64_t manager_off = 0;  // not taken: the manager is off, unconfigured or without an address
};

struct TrapDelivery {
  std::deque<Event> queue;
  net::TimePoint next{};  // when the next trap may be sent
  TrapCounters counters;
  bool overflowing = false;  // since the first drop, until half the queue is empty
};

using TrapInput = std::variant<Raised, Kept, Poked>;

struct TrapDeliveryContext {
  Target manager;
  const std::optional<SnmpManager>& settings;
  const SnmpSettings& snmp;
  net::TimePoint now;
};

struct TrapStep {
  TrapDelivery next;
  std::vector<Event> send;      // now, in this order
  std::vector<Event> given_up;  // dropped, or not taken, just now
  std::vector<Event> reports;   // what there is to tell others of this manager
};

[[nodiscard]] TrapStep step(TrapDelivery delivery, TrapInput input, const TrapDeliveryContext& context);
[[nodiscard]] std::optional<net::TimePoint> wakes_at(const TrapDelivery& delivery,
                                                     const TrapDeliveryContext& context);

// Where a manager's traps go; nothing when it wants none.
[[nodiscard]] std::optional<net::Endpoint> trap_destination(const std::optional<SnmpManager>& manager);

}  // namespace gateway
