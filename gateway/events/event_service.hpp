#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/events/event_delivery.hpp"
#include "gateway/events/event_system.hpp"
#include "gateway/store/turn.hpp"
#include "net/http/client.hpp"
#include "net/loop.hpp"

namespace gateway {

// Hears of events, asks the filters, and tells the targets: on a loop, with a queue per target.
class EventService {
 public:
  struct Uses {
    net::Loop& loop;
    net::HttpClient& http;
    std::chrono::sys_seconds started;  // wall time at the loop's zero
    std::string run;                   // makes the ids of this run unlike those of any other
  };

  EventService(const Settings& settings, Uses uses);  // the settings must outlive it

  // Gives the event its id, serial and time.
  Event stamp(Event event);
  // Who has to be told of it and must not lose it: what a store keeps with whatever caused it.
  [[nodiscard]] std::vector<PendingEvent> pending(const Event& event) const;
  // Once that is kept: the event goes on its way.
  void raise(const Event& event);

  // Events that were pending when the gateway last ended go on their way again, in order.
  void restore(const std::vector<PendingEvent>& pending);

  void settings_changed();
  [[nodiscard]] const EventLog& log() const { return log_; }
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;

 private:
  void deliver(DeliveryInput input);
  void post(const Event& event);
  void note_delivery(std::string_view what, const Event& event);
  [[nodiscard]] std::chrono::sys_seconds time() const;

  const Settings& settings_;
  Uses uses_;
  EventLog log_;
  Delivery delivery_;
  net::Timer delivery_timer_;
  std::uint64_t raised_ = 0;
  std::uint64_t for_managers_ = 0;  // events for an SNMP manager: counted, there is no SNMP yet
  // Gone with the service; the HTTP client may outlive it and must not call back then.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gateway
