#include "gateway/dhcp/lease_table.hpp"

#include <cassert>

namespace gateway {

std::string_view to_string(LeaseState state) {
  switch (state) {
    case LeaseState::offered: return "offered";
    case LeaseState::leased: return "leased";
    case LeaseState::past: return "past";
    case LeaseState::declined: return "declined";
  }
  return "";
}

void LeaseTable::erase(std::string_view client) {
  const auto found = leases_.find(client);
  if (found == leases_.end()) return;
  const auto& lease = found->second;
  ends_of(lease.state).erase({lease.until, lease.client});
  clients_.erase(lease.address);
  occupied_.remove(lease.address);
  numbers_.erase(lease.number);
  numbers_.erase(lease.offered_number);
  leases_.erase(found);
}

void LeaseTable::apply(const LeaseChange& change) {
  erase(change.client);
  if (!change.lease) return;
  const auto& lease = *change.lease;
  assert(lease.client == change.client && at(lease.address) == nullptr);
  ends_of(lease.state).emplace(lease.until, lease.client);
  clients_.emplace(lease.address, lease.client);
  occupied_.add(lease.address);
  if (!lease.number.empty()) numbers_.insert(lease.number);
  if (!lease.offered_number.empty()) numbers_.insert(lease.offered_number);
  leases_.emplace(lease.client, lease);
}

const Lease* LeaseTable::of_client(std::string_view client) const {
  const auto found = leases_.find(client);
  return found == leases_.end() ? nullptr : &found->second;
}

const Lease* LeaseTable::at(net::Ipv4Address address) const {
  const auto found = clients_.find(address);
  return found == clients_.end() ? nullptr : of_client(found->second);
}

const Lease* LeaseTable::first_to_end() const { return ends_.empty() ? nullptr : of_client(ends_.begin()->second); }

std::vector<const Lease*> LeaseTable::ended_by(net::TimePoint now) const {
  std::vector<const Lease*> ended;
  for (auto end = ends_.begin(); end != ends_.end() && end->first <= now; ++end)
    ended.push_back(of_client(end->second));
  return ended;
}

const Lease* LeaseTable::longest_past(const Test& wanted) const {
  for (const auto& [ended, client] : past_) {
    const auto* lease = of_client(client);
    if (wanted(lease->address)) return lease;
  }
  return nullptr;
}

}  // namespace gateway
