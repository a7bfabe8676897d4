#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "gateway/events/activator_target.hpp"
#include "gateway/events/trap_delivery.hpp"
#include "net/datagram.hpp"

namespace gateway {

// The SNMP managers 1 to 4: a queue each on a loop, and one port that all traps leave from.
class ManagerTargets {
 public:
  ManagerTargets(const Settings& settings, net::Loop& loop, net::Datagrams& datagrams, TargetNews news);
  ~ManagerTargets();
  ManagerTargets(const ManagerTargets&) = delete;
  ManagerTargets& operator=(const ManagerTargets&) = delete;

  void deliver(Target manager, TrapInput input);
  void settings_changed();
  [[nodiscard]] const std::deque<Event>& waiting(Target manager) const;
  [[nodiscard]] Counters counters() const;

 private:
  struct Manager {
    TrapDelivery delivery;
    net::Timer timer;
  };
  void send(const Event& event, const SnmpManager& to);
  void bind();

  const Settings& settings_;
  net::Loop& loop_;
  net::Datagrams& datagrams_;
  TargetNews news_;
  net::TimePoint started_;
  std::array<Manager, 4> managers_;
  std::optional<std::uint16_t> port_;  // bound with the first trap
  std::uint32_t sent_ = 0;
  std::uint64_t unsendable_ = 0;  // traps for which the machine had no port, or longer than a datagram
};

}  // namespace gateway
