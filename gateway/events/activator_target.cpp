#include "gateway/events/activator_target.hpp"

#include "gateway/events/event_classes.hpp"

namespace gateway {

ActivatorTarget::ActivatorTarget(const Settings& settings, net::Loop& loop, net::HttpClient& http, TargetNews news)
    : settings_(settings), loop_(loop), http_(http), news_(std::move(news)) {}

void ActivatorTarget::deliver(DeliveryInput input) {
  auto result = step(std::move(delivery_), std::move(input), {settings_.http, loop_.now()});
  delivery_ = std::move(result.next);
  if (result.post) post(delivery_.queue.front());
  const auto due = wakes_at(delivery_);
  timer_ = due ? loop_.at(*due, [this] { deliver(Poked{}); }) : net::Timer{};
  if (result.told) news_.settled(Target::activator, *result.told, true);
  for (const auto& event : result.given_up) news_.settled(Target::activator, event, false);
  for (auto& report : result.reports) news_.report(std::move(report));
}

void ActivatorTarget::post(const Event& event) {
  const auto destination = event_destination(settings_.http);
  http_.request(make_post(event, destination->target), destination->server, destination->limits,
                [this, still = std::weak_ptr(alive_)](const net::HttpResult& result) {
                  if (still.expired()) return;
                  deliver(Answered{result.outcome, result.response ? result.response->status : 0, result.failure});
                });
}

std::vector<std::string> ActivatorTarget::show_waiting() const {
  std::vector<std::string> all;
  for (const auto& event : delivery_.queue) all.push_back("Activator: " + log_entry(event));
  return all;
}

Counters ActivatorTarget::counters() const {
  const auto& counted = delivery_.counters;
  return {{"activator waiting", delivery_.queue.size()}, {"activator posts", counted.posts},
          {"activator accepted", counted.accepted},      {"activator rejected", counted.rejected},
          {"activator failed", counted.failed},          {"activator hold-offs", counted.hold_offs},
          {"activator dropped", counted.dropped},        {"activator client off", counted.client_off}};
}

}  // namespace gateway
