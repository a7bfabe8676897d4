#include "gateway/events/event_delivery.hpp"

#include <array>
#include <cassert>
#include <utility>

#include "net/http/url.hpp"

namespace gateway {

namespace {

enum class Meaning { accepted, try_again, rejected };

Meaning meaning(const Answered& answer) {
  if (answer.outcome != net::HttpOutcome::complete) return Meaning::try_again;
  if (answer.status >= 200 && answer.status < 300) return Meaning::accepted;
  return answer.status >= 500 || answer.status == 429 ? Meaning::try_again : Meaning::rejected;
}

// Posts the head unless something stands against it.
DeliveryStep proceed(DeliveryStep result, const DeliveryContext& context, std::uint32_t attempt) {
  auto& delivery = result.next;
  delivery.phase = Ready{};
  if (delivery.queue.empty() || !event_destination(context.settings)) return result;
  delivery.phase = Posting{attempt};
  ++delivery.counters.posts;
  result.post = true;
  return result;
}

DeliveryStep on(DeliveryStep result, Raised raised, const DeliveryContext& context) {
  auto& delivery = result.next;
  if (!event_destination(context.settings)) {
    ++delivery.counters.client_off;
    result.given_up = std::move(raised.event);
    return result;
  }
  delivery.queue.push_back(std::move(raised.event));
  if (delivery.queue.size() > context.settings.event_queue) {
    // The head may be on its way: then the oldest of those that wait goes.
    const bool busy = std::holds_alternative<Posting>(delivery.phase) && delivery.queue.size() > 1;
    const auto oldest = delivery.queue.begin() + (busy ? 1 : 0);
    result.given_up = std::move(*oldest);
    delivery.queue.erase(oldest);
    ++delivery.counters.dropped;
  }
  return std::holds_alternative<Ready>(delivery.phase) ? proceed(std::move(result), context, 0) : std::move(result);
}

DeliveryStep on(DeliveryStep result, const Answered& answer, const DeliveryContext& context) {
  auto& delivery = result.next;
  const auto* posting = std::get_if<Posting>(&delivery.phase);
  assert(posting != nullptr && !delivery.queue.empty());
  const auto attempt = posting->attempt;
  const auto what = meaning(answer);
  if (what == Meaning::try_again) {
    ++delivery.counters.failed;
    if (attempt < context.settings.connection_retries) {
      delivery.phase = Pausing{attempt + 1, context.now + context.settings.retry_delay};
    } else {
      ++delivery.counters.hold_offs;
      delivery.phase = HoldingOff{context.now + context.settings.hold_off};
    }
    return result;
  }
  auto& done = what == Meaning::accepted ? result.told : result.given_up;
  ++(what == Meaning::accepted ? delivery.counters.accepted : delivery.counters.rejected);
  done = std::move(delivery.queue.front());
  delivery.queue.pop_front();
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

std::optional<EventDestination> event_destination(const HttpClientSettings& settings) {
  const auto& path = settings.events_path.text;
  if (!settings.enabled || path.empty()) return std::nullopt;
  if (path.front() == '/') {
    if (!settings.server) return std::nullopt;
    return EventDestination{*settings.server, path};
  }
  const auto url = net::parse_url(path);
  const auto address = url ? net::Ipv4Address::parse(url->host) : std::nullopt;
  if (!address) return std::nullopt;
  return EventDestination{{*address, url->port}, url->path.empty() ? "/" : url->path};
}

net::HttpRequest make_post(const Event& event, const EventDestination& destination) {
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
  request.target = destination.target;
  request.fields = {{"User-Agent", "SMG"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = net::form_encode(fields);
  return request;
}

}  // namespace gateway
