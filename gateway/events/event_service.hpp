#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/events/activator_target.hpp"
#include "gateway/events/event_classes.hpp"
#include "gateway/events/event_system.hpp"
#include "gateway/events/manager_targets.hpp"
#include "gateway/store/turn.hpp"

namespace gateway {

// Hears of events, asks the filters, and tells the targets: on a loop, with a queue per target. What has yet to be
// told outlives the gateway.
class EventService {
 public:
  struct Uses {
    net::Loop& loop;
    net::HttpClient& http;
    net::Datagrams& datagrams;  // towards SNMP managers
    Turn& turn;
    std::chrono::sys_seconds started;  // wall time at the loop's zero
    std::string run;                   // makes the ids of this run unlike those of any other
  };

  EventService(const Settings& settings, Uses uses);  // the settings must outlive it
  ~EventService();
  EventService(const EventService&) = delete;
  EventService& operator=(const EventService&) = delete;

  // What a store kept of an earlier run: before anything of this one, and in order.
  void restore(const std::vector<PendingEvent>& kept);

  // An event that comes alone: kept, then on its way. One that the store refuses is told all the same: it has
  // happened. One of a kind that is to be quiet for a while after the last is counted and not told.
  void tell(Event event);

  // An event that belongs to something else that is to be kept: what is kept of it together with that (nothing
  // stands for an event of a kind that is to be quiet now), ...
  std::optional<Event> stamp(Event event);
  [[nodiscard]] std::vector<PendingEvent> pending(const Event& event) const;
  // ... and once it is kept, on its way.
  void raise(const Event& event);

  // Of the store, and told without it: it refused a turn, or it keeps them again.
  void tell_of_store(EventType type, const std::string& text);

  void settings_changed();
  [[nodiscard]] const EventLog& log() const { return log_; }
  [[nodiscard]] std::vector<std::string> show_waiting() const;  // a line for each event a target has yet to take
  [[nodiscard]] Counters counters() const;
  [[nodiscard]] std::size_t waiting() const { return activator_.waiting().size() + managers_.waiting(); }  // to be told

 private:
  [[nodiscard]] bool is_quiet(const Event& event);
  [[nodiscard]] Event numbered(Event event);
  void settle(Target target, const Event& event, bool told);
  void forget_settled();
  [[nodiscard]] std::chrono::sys_seconds time() const;

  const Settings& settings_;
  Uses uses_;
  EventLog log_;
  ActivatorTarget activator_;
  ManagerTargets managers_;
  std::map<std::pair<EventClass, std::uint32_t>, net::TimePoint> quiet_until_;
  std::vector<SettledEvent> settled_;  // the store is yet to forget
  net::Timer forget_timer_;
  std::uint64_t raised_ = 0;
  std::uint64_t unsaid_ = 0;   // of a kind that was to be quiet
  std::uint64_t numbers_ = 0;  // of ids
};

}  // namespace gateway
