#include "gateway/dhcp/dhcp_service.hpp"

#include <fmt/format.h>

#include "gateway/dhcp/dhcp_frame.hpp"
#include "gateway/dhcp/log_line.hpp"
#include "gateway/dhcp/neighbour_change.hpp"
#include "gateway/events/dhcp_events.hpp"

namespace gateway {

namespace {

Event event_of(AlertRaised alert) {
  auto event = make_event(EventType::mac_alert, std::move(alert.text));
  event.name = std::move(alert.name);
  event.mac = config_stem(alert.mac);
  event.ip = to_string(alert.address);
  event.rand = std::move(alert.number);
  event.option66 = std::move(alert.option66);
  return event;
}

// What keeps strangers from choosing names that collide in the table.
std::uint64_t salt(const std::function<std::string(std::size_t)>& random_digits) {
  std::uint64_t number = 0;
  for (const auto digit : random_digits(18)) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  return number;
}

}  // namespace

DhcpService::DhcpService(const Settings& settings, Uses uses)
    : settings_(settings), uses_(std::move(uses)), leases_(salt(uses_.random_digits)) {
  uses_.lan.on_frame([this](net::BytesView frame) { receive(frame); });
}

DhcpService::~DhcpService() {
  uses_.lan.on_frame([](net::BytesView) {});
}

void DhcpService::restore(const std::vector<Lease>& leases) {
  std::vector<Neighbour> leased;
  for (const auto& lease : leases) {
    leases_.apply({lease.client, lease});
    if (lease.state == LeaseState::leased) leased.push_back({lease.address, lease.mac});
  }
  uses_.neighbours.start_with(leased);
  wait_for_ends();
}

void DhcpService::settings_changed() {
  carry_out(forget_misplaced(leases_, settings_), [] {});
}

void DhcpService::receive(net::BytesView frame) {
  const auto heed = [this](auto&& read) { receive(std::forward<decltype(read)>(read)); };
  if (settings_.dhcp.arp_probe) std::visit(heed, read_arp_answer(frame, uses_.lan_mac, settings_.dhcp.lan.address));
  std::visit(heed, read_dhcp_frame(frame, uses_.lan_mac, settings_.dhcp.lan));
}

void DhcpService::receive(DhcpArrival arrival) {
  ++messages_;
  answer(std::move(arrival));
}

void DhcpService::answer(DhcpArrival arrival, std::optional<net::Ipv4Address> probed) {
  auto known = context();
  known.unicast = arrival.unicast;
  known.probed = probed;
  auto outcome = step(leases_, arrival.message, known);
  outcome.dscp = arrival.dscp;
  if (outcome.guard) guard_ = *outcome.guard;
  if (outcome.refused) refusals_.count(*outcome.refused);
  if (outcome.recycled) ++recycled_;
  const auto in_question = outcome.probe;
  net::Bytes answer;
  if (outcome.reply) {
    const auto path = reply_path(*outcome.reply, arrival.from);
    answer = make_dhcp_frame(*outcome.reply, path, uses_.lan_mac, settings_.dhcp.lan.address,
                             largest_datagram(arrival.message));
  }
  carry_out(std::move(outcome), [this, answer = std::move(answer)] {
    if (answer.empty()) return;
    ++replies_;
    uses_.lan.send(answer);
  });
  if (in_question) probe(*in_question, std::move(arrival));
}

void DhcpService::probe(net::Ipv4Address address, DhcpArrival discover) {
  if (!probes_.begin(address, std::move(discover), uses_.loop.now() + settings_.dhcp.arp_probe_time)) return;
  uses_.lan.send(make_arp_probe(address, uses_.lan_mac));
  wait_for_probes();
}

void DhcpService::receive(const ArpAnswer& heard) {
  auto discover = probes_.answered(heard.address, heard.mac);
  if (!discover) return;
  carry_out(set_aside(leases_, heard.address, heard.mac, context()), [] {});
  answer(std::move(*discover), net::Ipv4Address::any());
  wait_for_probes();
}

// Who was not answered for is offered, unless its client has gone on meanwhile.
void DhcpService::end_probes() {
  for (auto& [address, discover, until] : probes_.ended_by(uses_.loop.now())) {
    const auto* lease = leases_.at(address);
    const bool waiting =
        lease != nullptr && lease->state == LeaseState::offered && lease->mac == discover.message.chaddr;
    if (waiting) answer(std::move(discover), address);
  }
  wait_for_probes();
}

void DhcpService::wait_for_probes() {
  const auto due = probes_.wakes_at();
  probe_timer_ = due ? uses_.loop.at(*due, [this] { end_probes(); }) : net::Timer{};
}

DhcpContext DhcpService::context() const { return {settings_, uses_.loop.now(), uses_.random_digits, guard_}; }

// The one place where leases, numbers and events become true; the reply leaves after it.
void DhcpService::carry_out(DhcpOutcome outcome, net::Loop::Task reply, Outcome kind) {
  Batch batch;
  std::vector<LeaseChange> before;
  std::vector<NeighbourChange> neighbours;
  for (const auto& change : outcome.changes) {
    const auto* lease = leases_.of_client(change.client);
    before.push_back({change.client, lease != nullptr ? std::optional(*lease) : std::nullopt});
    leases_.apply(change);
    for (auto& record : records_of(before.back().lease, change.lease)) batch.leases.push_back(std::move(record));
    if (const auto moved = neighbour_change(before.back().lease, change.lease)) neighbours.push_back(*moved);
  }
  for (const auto& line : outcome.log) uses_.log(cut(line));
  std::vector<Event> events;
  const auto note = [&](Event event) {
    event.dscp = outcome.dscp;
    auto stamped = uses_.stamp(std::move(event));
    if (!stamped) return;
    for (auto& pending : uses_.pending(*stamped)) batch.raised.push_back(std::move(pending));
    events.push_back(std::move(*stamped));
  };
  for (const auto& notice : outcome.notices) note(event_of(notice));
  if (outcome.alert) note(event_of(std::move(*outcome.alert)));
  uses_.turn.add(
      std::move(batch),
      [this, events = std::move(events), neighbours, reply = std::move(reply)] {
        gateway::carry_out(neighbours, uses_.neighbours);
        for (const auto& event : events) uses_.raise(event);
        reply();
      },
      [this, before = std::move(before), neighbours, kind] {
        if (kind == Outcome::final) return gateway::carry_out(neighbours, uses_.neighbours);
        for (auto change = before.rbegin(); change != before.rend(); ++change) leases_.apply(*change);
        wait_for_ends();
      });
  wait_for_ends();
}

void DhcpService::wait_for_ends() {
  const auto due = wakes_at(leases_);
  if (due == armed_) return;
  armed_ = due;
  const auto end = [this] {
    armed_.reset();
    carry_out(
        expire(leases_, uses_.loop.now()), [] {}, Outcome::final);
  };
  lease_timer_ = due ? uses_.loop.at(*due, end) : net::Timer{};
}

std::vector<std::string> DhcpService::show_leases() const {
  std::vector<std::string> all;
  for (const auto* lease : leases_.by_address()) {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(lease->until - uses_.loop.now()).count();
    all.push_back(fmt::format("{} {} {} {}s{}{}{}{}", to_string(lease->address), config_stem(lease->mac),
                              to_string(lease->state), left, lease->number.empty() ? "" : " Rand ", lease->number,
                              lease->host_name.empty() ? "" : " Host ", lease->host_name));
  }
  return all;
}

std::vector<std::pair<std::string, std::uint64_t>> DhcpService::counters() const {
  std::vector<std::pair<std::string, std::uint64_t>> all{
      {"dhcp received", messages_}, {"dhcp sent", replies_}, {"dhcp offers taken back", recycled_}};
  const auto refusals = refusals_.lines();
  all.insert(all.end(), refusals.begin(), refusals.end());
  return all;
}

}  // namespace gateway
