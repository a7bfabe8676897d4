#include "gateway/events/trap_delivery.hpp"

#include <fmt/format.h>

#include <utility>

#include "gateway/events/event_classes.hpp"
#include "gateway/events/snmp_trap.hpp"

namespace gateway {

namespace {

TrapStep send_what_is_due(TrapStep result, const TrapDeliveryContext& context) {
  auto& delivery = result.next;
  if (!trap_destination(context.settings)) return result;
  while (!delivery.queue.empty() && delivery.next <= context.now) {
    result.send.push_back(std::move(delivery.queue.front()));
    delivery.queue.pop_front();
    ++delivery.counters.sent;
    delivery.next = context.now + net::Duration(std::chrono::seconds(1)) / context.snmp.trap_rate;
  }
  if (delivery.queue.size() <= context.snmp.event_queue / 2) delivery.overflowing = false;
  return result;
}

TrapStep queued(TrapStep result, Event event, const TrapDeliveryContext& context) {
  auto& delivery = result.next;
  delivery.queue.push_back(std::move(event));
  result = send_what_is_due(std::move(result), context);
  while (delivery.queue.size() > context.snmp.event_queue) {
    result.given_up.push_back(std::move(delivery.queue.front()));
    delivery.queue.pop_front();
    ++delivery.counters.dropped;
    if (std::exchange(delivery.overflowing, true)) continue;
    result.reports.push_back(
        make_event(EventType::events_dropped, fmt::format("{}'s queue of {} events is full: the oldest are lost",
                                                          name(context.manager), context.snmp.event_queue)));
    result.reports.back().about = context.manager;
  }
  return result;
}

TrapStep on(TrapStep result, Raised raised, const TrapDeliveryContext& context) {
  if (trap_destination(context.settings)) return queued(std::move(result), std::move(raised.event), context);
  ++result.next.counters.manager_off;
  result.given_up.push_back(std::move(raised.event));
  return result;
}

TrapStep on(TrapStep result, Kept kept, const TrapDeliveryContext& context) {
  return queued(std::move(result), std::move(kept.event), context);
}

TrapStep on(TrapStep result, Poked, const TrapDeliveryContext& context) {
  return send_what_is_due(std::move(result), context);
}

}  // namespace

TrapStep step(TrapDelivery delivery, TrapInput input, const TrapDeliveryContext& context) {
  return std::visit(
      [&](auto&& happened) {
        return on(TrapStep{std::move(delivery), {}, {}, {}}, std::forward<decltype(happened)>(happened), context);
      },
      std::move(input));
}

std::optional<net::TimePoint> wakes_at(const TrapDelivery& delivery, const TrapDeliveryContext& context) {
  if (delivery.queue.empty() || !trap_destination(context.settings)) return std::nullopt;
  return delivery.next;
}

std::optional<net::Endpoint> trap_destination(const std::optional<SnmpManager>& manager) {
  if (!manager || !manager->enabled || !manager->address) return std::nullopt;
  return manager->address->endpoint(snmp_trap_port);
}

}  // namespace gateway
