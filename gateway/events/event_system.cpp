#include "gateway/events/event_system.hpp"

#include <fmt/chrono.h>

#include <algorithm>

#include "gateway/events/event_classes.hpp"

namespace gateway {

namespace {

// Emergency is the lowest number and the most severe.
bool passes(Criterion criterion, Severity wanted, Severity severity) {
  switch (criterion) {
    case Criterion::any: return true;
    case Criterion::equal: return severity == wanted;
    case Criterion::at_least: return severity <= wanted;
    case Criterion::at_most: return severity >= wanted;
  }
  return false;
}

}  // namespace

std::string iso_time(std::chrono::sys_seconds time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string log_entry(const Event& event) {
  return fmt::format("{} {} {} {} {}{}", iso_time(event.time), name(event.severity), name(event.event_class),
                     event.subclass, event.text, event.dscp ? fmt::format(" DSCP {}", *event.dscp) : "");
}

bool passes(const EventFilter& filter, const Event& event) {
  const auto subclass = filter.subclass.value_or(default_subclass(filter.event_class));
  return filter.event_class == event.event_class && (subclass == 0 || subclass == event.subclass) &&
         passes(filter.criterion, filter.severity, event.severity);
}

std::vector<Target> route(const Settings& settings, const Event& event) {
  std::vector<Target> targets;
  const auto add = [&](Target target) {
    if (std::ranges::find(targets, target) == targets.end()) targets.push_back(target);
  };
  const auto& rules = settings.events;
  if (rules.default_action == DefaultAction::log && event.severity <= rules.default_severity)
    add(Target::event_log);
  if (rules.filters_enabled)
    for (const auto& filter : settings.event_filters)
      if (filter && passes(*filter, event)) add(filter->target);
  if (!rules.log_enabled) std::erase(targets, Target::event_log);
  if (event.about) std::erase(targets, *event.about);
  return targets;
}

void EventLog::add(Event event, std::size_t size) {
  events_.push_back(std::move(event));
  resize(size);
}

void EventLog::resize(std::size_t size) {
  while (events_.size() > size) events_.pop_front();
}

std::vector<std::string> EventLog::entries() const {
  std::vector<std::string> all;
  all.reserve(events_.size());
  for (const auto& event : events_) all.push_back(log_entry(event));
  return all;
}

}  // namespace gateway
