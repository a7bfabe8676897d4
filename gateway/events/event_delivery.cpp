#include "gateway/events/event_delivery.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <utility>

#include "gateway/events/event_classes.hpp"
#include "net/http/url.hpp"

namespace gateway {

namespace {

enum class Meaning { accepted, try_again, rejected };

Meaning meaning(const Answered& answer) {
  if (answer.outcome != net::HttpOutcome::complete) return Meaning::try_again;
  if (answer.status >= 200 && answer.status < 300) return Meaning::accepted;
  return answer.status >= 500 || answer.status == 429 ? Meaning::try_again : Meaning::rejected;
}

std::string describe(const Answered& answer) {
  if (answer.outcome == net::HttpOutcome::complete) return fmt::format("answered {}", answer.status);
  return to_string(answer.outcome) + (answer.failure.empty() ? "" : " (" + answer.failure + ")");
}

Event report(EventType type, std::string text) {
  auto event = make_event(type, std::move(text));
  event.about = Target::activator;
  return event;
}

// Posts the head unless something stands against it.
DeliveryStep proceed(DeliveryStep result, const DeliveryContext& context, std::uint32_t attempt) {
  auto& delivery = result.next;
  delivery.phase = Ready{};
  if (delivery.queue.size() <= context.settings.event_queue / 2) delivery.overflowing = false;
  if (delivery.queue.empty() || !event_destination(context.settings)) return result;
  delivery.phase = Posting{attempt};
  ++delivery.counters.posts;
  result.post = true;
  return result;
}

void drop_oldest(DeliveryStep& result, const DeliveryContext& context) {
  auto& delivery = result.next;
  // The head may be on its way: then the oldest of those that wait goes.
  const bool busy = std::holds_alternative<Posting>(delivery.phase) && delivery.queue.size() > 1;
  const auto oldest = delivery.queue.begin() + (busy ? 1 : 0);
  result.given_up.push_back(std::move(*oldest));
  delivery.queue.erase(oldest);
  ++delivery.counters.dropped;
  if (std::exchange(delivery.overflowing, true)) return;
  result.reports.push_back(report(
      EventType::events_dropped,
      fmt::format("Activator's queue of {} events is full: the oldest are lost", context.settings.event_queue)));
}

DeliveryStep queued(DeliveryStep result, Event event, const DeliveryContext& context) {
  auto& delivery = result.next;
  delivery.queue.push_back(std::move(event));
  while (delivery.queue.size() > context.settings.event_queue) drop_oldest(result, context);
  return std::holds_alternative<Ready>(delivery.phase) ? proceed(std::move(result), context, 0) : std::move(result);
}

DeliveryStep on(DeliveryStep result, Raised raised, const DeliveryContext& context) {
  if (event_destination(context.settings)) return queued(std::move(result), std::move(raised.event), context);
  ++result.next.counters.client_off;
  result.given_up.push_back(std::move(raised.event));
  return result;
}

// It was taken once, and waits like those that are in the queue while the client is switched off.
DeliveryStep on(DeliveryStep result, Kept kept, const DeliveryContext& context) {
  return queued(std::move(result), std::move(kept.event), context);
}

DeliveryStep failed(DeliveryStep result, const Answered& answer, std::uint32_t attempt,
                    const DeliveryContext& context) {
  auto& delivery = result.next;
  ++delivery.counters.failed;
  if (attempt < context.settings.connection_retries) {
    delivery.phase = Pausing{attempt + 1, context.now + context.settings.retry_delay};
    return result;
  }
  ++delivery.counters.hold_offs;
  delivery.phase = HoldingOff{context.now + context.settings.hold_off};
  if (std::exchange(delivery.failing, true)) return result;
  const auto destination = event_destination(context.settings);
  result.reports.push_back(
      report(EventType::delivery_failing,
             fmt::format("Activator {} {} after {} tries; {} events wait, hold-off {} s",
                         destination ? to_string(*destination) : "(no server)", describe(answer), attempt + 1,
                         delivery.queue.size(), context.settings.hold_off.count())));
  return result;
}

DeliveryStep on(DeliveryStep result, const Answered& answer, const DeliveryContext& context) {
  auto& delivery = result.next;
  const auto* posting = std::get_if<Posting>(&delivery.phase);
  assert(posting != nullptr && !delivery.queue.empty());
  const auto what = meaning(answer);
  if (what == Meaning::try_again) return failed(std::move(result), answer, posting->attempt, context);
  auto done = std::move(delivery.queue.front());
  delivery.queue.pop_front();
  if (std::exchange(delivery.failing, false))
    result.reports.push_back(report(EventType::delivery_resumed,
                                    fmt::format("Activator answers again; {} events wait", delivery.queue.size())));
  if (what == Meaning::accepted) {
    ++delivery.counters.accepted;
    result.told = std::move(done);
  } else {
    ++delivery.counters.rejected;
    result.reports.push_back(
        report(EventType::event_rejected, fmt::format("Activator {} to event {}", describe(answer), done.id)));
    result.given_up.push_back(std::move(done));
  }
  return proceed(std::move(result), context, 0);
}

DeliveryStep on(DeliveryStep result, Poked, const DeliveryContext& context) {
  const auto& phase = result.next.phase;
  if (std::holds_alternative<Posting>(phase)) return result;
  if (const auto due = wakes_at(result.next); due && *due > context.now) return result;
  const auto* pausing = std::get_if<Pausing>(&phase);
  return proceed(std::move(result), context, pausing != nullptr ? pausing->attempt : 0);
}

}  // namespace

DeliveryStep step(Delivery delivery, DeliveryInput input, const DeliveryContext& context) {
  return std::visit(
      [&](auto&& happened) {
        return on(DeliveryStep{std::move(delivery), false, {}, {}}, std::forward<decltype(happened)>(happened),
                  context);
      },
      std::move(input));
}

std::optional<net::TimePoint> wakes_at(const Delivery& delivery) {
  if (const auto* pausing = std::get_if<Pausing>(&delivery.phase)) return pausing->until;
  if (const auto* holding = std::get_if<HoldingOff>(&delivery.phase)) return holding->until;
  return std::nullopt;
}

std::optional<HttpDestination> event_destination(const HttpClientSettings& settings) {
  return settings.enabled ? http_destination(settings, settings.events_path.text) : std::nullopt;
}

net::HttpRequest make_post(const Event& event, std::string target) {
  const std::array<std::pair<std::string, std::string>, 12> fields{{{"id", event.id},
                                                                    {"serial", event.serial},
                                                                    {"time", iso_time(event.time)},
                                                                    {"class", std::string(name(event.event_class))},
                                                                    {"subclass", std::to_string(event.subclass)},
                                                                    {"severity", std::string(name(event.severity))},
                                                                    {"text", event.text},
                                                                    {"name", event.name},
                                                                    {"mac", event.mac},
                                                                    {"ip", event.ip},
                                                                    {"rand", event.rand},
                                                                    {"option66", event.option66}}};
  net::HttpRequest request;
  request.method = "POST";
  request.target = std::move(target);
  request.fields = {{"User-Agent", "SMG"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = net::form_encode(fields);
  return request;
}

}  // namespace gateway
