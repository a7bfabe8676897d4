#include "gateway/events/event_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gateway {

namespace {

using namespace std::chrono_literals;

// Settled events are forgotten by the store in groups. One that is still remembered when the gateway is killed is
// told again, with the same id.
constexpr net::Duration forget_after = 100ms;
constexpr net::Duration try_to_forget_again = 10s;  // where the store refused

std::chrono::seconds quiet_time(const Event& event) {
  for (const auto& kind : event_kinds())
    if (kind.event_class == event.event_class && kind.subclass == event.subclass) return kind.quiet;
  return {};
}

}  // namespace

EventService::EventService(const Settings& settings, Uses uses)
    : settings_(settings),
      uses_(std::move(uses)),
      activator_(settings, uses_.loop, uses_.http,
                 {[this](Target target, const Event& event, bool told) { settle(target, event, told); },
                  [this](Event event) { tell(std::move(event)); }}),
      managers_(settings, uses_.loop, uses_.datagrams,
                {[this](Target target, const Event& event, bool told) { settle(target, event, told); },
                 [this](Event event) { tell(std::move(event)); }}) {}

// A gateway that is not killed tells nothing twice.
EventService::~EventService() {
  Batch batch;
  batch.settled = std::move(settled_);
  uses_.turn.keep_at_the_end(batch);
}

std::chrono::sys_seconds EventService::time() const {
  return uses_.started + std::chrono::floor<std::chrono::seconds>(uses_.loop.now().time_since_epoch());
}

void EventService::restore(const std::vector<PendingEvent>& kept) {
  for (const auto& [target, event] : kept) {
    if (target == Target::activator)
      activator_.deliver(Kept{event});
    else if (target != Target::event_log)
      managers_.deliver(target, Kept{event});
  }
}

std::optional<Event> EventService::stamp(Event event) {
  if (is_quiet(event)) return std::nullopt;
  return numbered(std::move(event));
}

Event EventService::numbered(Event event) {
  ++raised_;
  event.serial = settings_.serial;
  if (!settings_.events.log_diffserv) event.dscp.reset();
  event.time = time();
  const auto targets = route(settings_, event);
  const bool leaves = std::ranges::any_of(targets, [](Target target) { return target != Target::event_log; });
  if (leaves) event.id = fmt::format("{}-{}-{}", settings_.serial, uses_.run, ++numbers_);
  return event;
}

std::vector<PendingEvent> EventService::pending(const Event& event) const {
  std::vector<PendingEvent> all;
  for (const auto target : route(settings_, event))
    if (target != Target::event_log) all.push_back({target, event});
  return all;
}

void EventService::raise(const Event& event) {
  for (const auto target : route(settings_, event)) {
    if (target == Target::event_log)
      log_.add(event, settings_.events.log_size);
    else if (target == Target::activator)
      activator_.deliver(Raised{event});
    else
      managers_.deliver(target, Raised{event});
  }
}

void EventService::tell(Event event) {
  if (is_quiet(event)) return;
  event = numbered(std::move(event));
  Batch batch;
  batch.raised = pending(event);
  const auto go = [this, event = std::move(event)] { raise(event); };
  uses_.turn.add(std::move(batch), go, go);
}

void EventService::tell_of_store(EventType type, const std::string& text) {
  raise(numbered(make_event(type, text)));
}

bool EventService::is_quiet(const Event& event) {
  const auto quiet = quiet_time(event);
  if (quiet == 0s) return false;
  auto& until = quiet_until_[{event.event_class, event.subclass}];
  const bool now = uses_.loop.now() < until;
  if (now)
    ++unsaid_;
  else
    until = uses_.loop.now() + quiet;
  return now;
}

void EventService::settle(Target target, const Event& event, bool told) {
  settled_.push_back({target, event.id});
  if (settled_.size() == 1) forget_timer_ = uses_.loop.after(forget_after, [this] { forget_settled(); });
  if (target != Target::activator || !settings_.events.log_activator || !settings_.events.log_enabled) return;
  auto note = make_event(EventType::delivery_noted,
                         fmt::format("Activator {} event {}", told ? "accepted" : "was not told of", event.id));
  note.time = time();
  log_.add(std::move(note), settings_.events.log_size);
}

void EventService::forget_settled() {
  auto settled = std::exchange(settled_, {});
  const auto refused = [this, settled] {
    settled_.insert(settled_.begin(), settled.begin(), settled.end());
    forget_timer_ = uses_.loop.after(try_to_forget_again, [this] { forget_settled(); });
  };
  Batch batch;
  batch.settled = std::move(settled);
  uses_.turn.add(
      std::move(batch), [] {}, refused);
}

void EventService::settings_changed() {
  log_.resize(settings_.events.log_size);
  activator_.deliver(Poked{});
  managers_.settings_changed();
}

std::vector<std::string> EventService::show_waiting() const {
  std::vector<std::string> all;
  for (const auto target :
       {Target::activator, Target::manager_1, Target::manager_2, Target::manager_3, Target::manager_4})
    for (const auto& event : target == Target::activator ? activator_.waiting() : managers_.waiting(target))
      all.push_back(fmt::format("{}: {}", name(target), log_entry(event)));
  return all;
}

Counters EventService::counters() const {
  Counters all{
      {"events", raised_}, {"events unsaid", unsaid_}, {"events the store has to forget", settled_.size()}};
  for (const auto& part : {activator_.counters(), managers_.counters()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace gateway
