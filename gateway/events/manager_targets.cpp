#include "gateway/events/manager_targets.hpp"

#include <fmt/format.h>

#include <system_error>

#include "gateway/events/snmp_trap.hpp"

namespace gateway {

namespace {

// Where traps come from: nobody answers them, so any port will do. Another program may hold the first ones.
constexpr std::uint16_t first_source_port = 50162;
constexpr std::uint16_t last_source_port = 50169;

constexpr std::size_t largest_datagram = 1472;  // what net::Datagrams carries

std::size_t index_of(Target manager) {
  return static_cast<std::size_t>(manager) - static_cast<std::size_t>(Target::manager_1);
}
Target target_of(std::size_t index) {
  return static_cast<Target>(static_cast<std::size_t>(Target::manager_1) + index);
}

}  // namespace

ManagerTargets::ManagerTargets(const Settings& settings, net::Loop& loop, net::Datagrams& datagrams,
                               TargetNews news)
    : settings_(settings), loop_(loop), datagrams_(datagrams), news_(std::move(news)), started_(loop.now()) {}

ManagerTargets::~ManagerTargets() {
  if (port_) datagrams_.unbind(*port_);
}

void ManagerTargets::deliver(Target target, TrapInput input) {
  const auto index = index_of(target);
  auto& manager = managers_.at(index);
  const auto& row = settings_.snmp_managers.at(index);
  const TrapDeliveryContext context{target, row, settings_.snmp, loop_.now()};
  auto result = step(std::move(manager.delivery), std::move(input), context);
  manager.delivery = std::move(result.next);
  const auto due = wakes_at(manager.delivery, context);
  manager.timer = due ? loop_.at(*due, [this, target] { deliver(target, Poked{}); }) : net::Timer{};
  for (const auto& event : result.send) send(event, *row);
  for (const auto& event : result.send) news_.settled(target, event, true);
  for (const auto& event : result.given_up) news_.settled(target, event, false);
  for (auto& report : result.reports) news_.report(std::move(report));
}

void ManagerTargets::send(const Event& event, const SnmpManager& to) {
  if (!port_) bind();
  const auto up_time =
      std::chrono::duration_cast<std::chrono::duration<std::uint64_t, std::centi>>(loop_.now() - started_);
  const TrapContext context{.snmp = settings_.snmp,
                            .community = to.community,
                            .request_id = ++sent_,
                            .up_time = TimeTicks(static_cast<std::uint32_t>(up_time.count()))};
  const auto trap = encode_trap(event, context);
  if (port_ && trap.size() <= largest_datagram)
    datagrams_.send(*port_, *trap_destination(to), trap);
  else
    ++unsendable_;
}

void ManagerTargets::bind() {
  for (auto port = first_source_port; port <= last_source_port && !port_; ++port) {
    try {
      datagrams_.bind(port, [](const net::Datagram&) {});
      port_ = port;
    } catch (const std::system_error&) {
      continue;  // it is somebody else's
    }
  }
}

void ManagerTargets::settings_changed() {
  for (std::size_t i = 0; i < managers_.size(); ++i) deliver(target_of(i), Poked{});
}

const std::deque<Event>& ManagerTargets::waiting(Target manager) const {
  return managers_.at(index_of(manager)).delivery.queue;
}

Counters ManagerTargets::counters() const {
  Counters all;
  for (std::size_t i = 0; i < managers_.size(); ++i) {
    const auto& delivery = managers_.at(i).delivery;
    all.emplace_back(fmt::format("manager {} waiting", i + 1), delivery.queue.size());
    all.emplace_back(fmt::format("manager {} sent", i + 1), delivery.counters.sent);
    all.emplace_back(fmt::format("manager {} dropped", i + 1), delivery.counters.dropped);
    all.emplace_back(fmt::format("manager {} off", i + 1), delivery.counters.manager_off);
  }
  all.emplace_back("traps unsendable", unsendable_);
  return all;
}

}  // namespace gateway
