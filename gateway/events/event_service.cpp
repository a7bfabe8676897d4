#include "gateway/events/event_service.hpp"

#include <fmt/format.h>

namespace gateway {

EventService::EventService(const Settings& settings, Uses uses) : settings_(settings), uses_(std::move(uses)) {}

std::chrono::sys_seconds EventService::time() const {
  return uses_.started + std::chrono::floor<std::chrono::seconds>(uses_.loop.now().time_since_epoch());
}

Event EventService::stamp(Event event) {
  event.id = fmt::format("{}-{}-{}", settings_.serial, uses_.run, ++raised_);
  event.serial = settings_.serial;
  event.time = time();
  return event;
}

std::vector<PendingEvent> EventService::pending(const Event& event) const {
  std::vector<PendingEvent> all;
  for (const auto target : route(settings_, event))
    if (target == Target::activator) all.push_back({target, event});
  return all;
}

void EventService::raise(const Event& event) {
  for (const auto target : route(settings_, event)) {
    if (target == Target::event_log) {
      log_.add(log_entry(event), settings_.events.log_size);
    } else if (target == Target::activator) {
      deliver(Raised{event});
    } else {
      ++for_managers_;
    }
  }
}

void EventService::restore(const std::vector<PendingEvent>& pending) {
  for (const auto& [target, event] : pending)
    if (target == Target::activator) deliver(Raised{event});
}

void EventService::settings_changed() {
  log_.resize(settings_.events.log_size);
  deliver(Poked{});
}

void EventService::deliver(DeliveryInput input) {
  auto result = step(std::move(delivery_), std::move(input), {settings_.http, uses_.loop.now()});
  delivery_ = std::move(result.next);
  if (result.told) note_delivery("accepted", *result.told);
  if (result.given_up) note_delivery("gave up", *result.given_up);
  if (result.post) post(delivery_.queue.front());
  const auto due = wakes_at(delivery_);
  delivery_timer_ = due ? uses_.loop.at(*due, [this] { deliver(Poked{}); }) : net::Timer{};
}

void EventService::post(const Event& event) {
  const auto destination = event_destination(settings_.http);
  net::HttpLimits limits;
  limits.connect = settings_.http.connect_timeout;
  limits.inactivity = settings_.http.inactivity_timeout;
  uses_.http.request(make_post(event, *destination), destination->server, limits,
                     [this, still = std::weak_ptr(alive_)](const net::HttpResult& result) {
                       if (still.expired()) return;
                       deliver(Answered{result.outcome, result.response ? result.response->status : 0});
                     });
}

void EventService::note_delivery(std::string_view what, const Event& event) {
  if (!settings_.events.log_activator || !settings_.events.log_enabled) return;
  log_.add(fmt::format("{} Activator {} event {}", iso_time(time()), what, event.id), settings_.events.log_size);
}

std::vector<std::pair<std::string, std::uint64_t>> EventService::counters() const {
  const auto& d = delivery_.counters;
  return {{"events", raised_},
          {"events for managers, not sent", for_managers_},
          {"activator waiting", delivery_.queue.size()},
          {"activator posts", d.posts},
          {"activator accepted", d.accepted},
          {"activator rejected", d.rejected},
          {"activator failed", d.failed},
          {"activator hold-offs", d.hold_offs},
          {"activator dropped", d.dropped},
          {"activator client off", d.client_off}};
}

}  // namespace gateway
