#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/events/event_delivery.hpp"
#include "net/loop.hpp"

namespace gateway {

using Counters = std::vector<std::pair<std::string, std::uint64_t>>;

// What becomes of events at a target, told to whoever keeps them.
struct TargetNews {
  std::function<void(Target, const Event&, bool told)> settled;  // told, or given up
  std::function<void(Event)> report;                             // an event about the target
};

// Activator: its queue on a loop, and the posts.
class ActivatorTarget {
 public:
  ActivatorTarget(const Settings& settings, net::Loop& loop, net::HttpClient& http, TargetNews news);

  // Raised, Kept or Poked.
  void deliver(DeliveryInput input);
  [[nodiscard]] const std::deque<Event>& waiting() const { return delivery_.queue; }
  [[nodiscard]] Counters counters() const;

 private:
  void post(const Event& event);

  const Settings& settings_;
  net::Loop& loop_;
  net::HttpClient& http_;
  TargetNews news_;
  Delivery delivery_;
  net::Timer timer_;
  // Gone with the target; the HTTP client may outlive it and must not call back then.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gateway
