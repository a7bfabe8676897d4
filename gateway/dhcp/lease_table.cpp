#include "gateway/dhcp/lease_table.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace gateway {

namespace {

// The last rounds of MurmurHash3: every bit of the number decides on every bit of the result.
std::uint32_t mixed(std::uint64_t number) {
  number = (number ^ number >> 33) * 0xff51afd7ed558ccdU;
  number = (number ^ number >> 33) * 0xc4ceb9fe1a85ec53U;
  return static_cast<std::uint32_t>(number ^ number >> 33);
}

}  // namespace

std::string_view to_string(LeaseState state) {
  switch (state) {
    case LeaseState::offered: return "offered";
    case LeaseState::leased: return "leased";
    case LeaseState::past: return "past";
    case LeaseState::declined: return "declined";
  }
  return "";
}

std::uint32_t LeaseTable::hash(std::string_view text) const {
  auto number = salt_ ^ 0xcbf29ce484222325U;  // FNV-1a
  for (const auto letter : text) number = (number ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3U;
  return mixed(number);
}

std::uint32_t LeaseTable::hash(net::Ipv4Address address) const { return mixed(salt_ + address.number()); }

std::optional<LeaseTable::Slot> LeaseTable::slot_of(std::string_view client) const {
  return clients_.find(hash(client), [&](Slot slot) { return slots_[slot].client == client; });
}

LeaseTable::Slot LeaseTable::new_slot() {
  if (free_.empty()) {
    slots_.push_back({{}, net::MacAddress::broadcast(), net::Ipv4Address::any()});
    return static_cast<Slot>(slots_.size() - 1);
  }
  const auto slot = free_.back();
  free_.pop_back();
  return slot;
}

void LeaseTable::enter(Slot slot) {
  const auto& lease = slots_[slot];
  assert(at(lease.address) == nullptr);
  addresses_.insert(hash(lease.address), slot);
  occupied_.add(lease.address);
  ends_of(lease.state).insert({lease.until, lease.address, slot});
  if (!lease.number.empty()) numbers_.insert(hash(lease.number), slot);
  if (!lease.offered_number.empty()) numbers_.insert(hash(lease.offered_number), slot);
}

void LeaseTable::leave(Slot slot) {
  const auto& lease = slots_[slot];
  addresses_.erase(hash(lease.address), slot);
  occupied_.remove(lease.address);
  ends_of(lease.state).erase(slot);
  if (!lease.number.empty()) numbers_.erase(hash(lease.number), slot);
  if (!lease.offered_number.empty()) numbers_.erase(hash(lease.offered_number), slot);
}

void LeaseTable::apply(const LeaseChange& change) {
  const auto known = slot_of(change.client);
  if (known) leave(*known);
  if (change.lease) {
    assert(change.lease->client == change.client && !change.client.empty());
    const auto slot = known ? *known : new_slot();
    slots_[slot] = *change.lease;
    if (!known) clients_.insert(hash(change.client), slot);
    enter(slot);
  } else if (known) {
    clients_.erase(hash(change.client), *known);
    slots_[*known] = {{}, net::MacAddress::broadcast(), net::Ipv4Address::any()};
    free_.push_back(*known);
  }
}

const Lease* LeaseTable::of_client(std::string_view client) const {
  const auto slot = slot_of(client);
  return slot ? &slots_[*slot] : nullptr;
}

const Lease* LeaseTable::at(net::Ipv4Address address) const {
  const auto slot = addresses_.find(hash(address), [&](Slot s) { return slots_[s].address == address; });
  return slot ? &slots_[*slot] : nullptr;
}

bool LeaseTable::number_in_use(std::string_view number) const {
  const auto has_it = [&](Slot s) { return slots_[s].number == number || slots_[s].offered_number == number; };
  return numbers_.find(hash(number), has_it).has_value();
}

const Lease* LeaseTable::first_to_end() const {
  const auto* end = ends_.first();
  const auto* offer = offers_.first();
  if (end == nullptr || (offer != nullptr && *offer < *end)) end = offer;
  return end != nullptr ? &slots_[end->slot] : nullptr;
}

std::vector<const Lease*> LeaseTable::ended_by(net::TimePoint now) const {
  const auto ends = ends_.until(now);
  const auto offers = offers_.until(now);
  std::vector<EndQueue::End> all;
  std::merge(ends.begin(), ends.end(), offers.begin(), offers.end(), std::back_inserter(all));
  std::vector<const Lease*> ended;
  ended.reserve(all.size());
  for (const auto& end : all) ended.push_back(&slots_[end.slot]);
  return ended;
}

const Lease* LeaseTable::first_of(const EndQueue& queue, const Test& wanted) const {
  const auto end = queue.first_of([&](const EndQueue::End& each) { return wanted(each.address); });
  return end ? &slots_[end->slot] : nullptr;
}

const Lease* LeaseTable::longest_past(const Test& wanted) const { return first_of(past_, wanted); }

const Lease* LeaseTable::oldest_offer(const Test& wanted) const { return first_of(offers_, wanted); }

std::vector<const Lease*> LeaseTable::by_address() const {
  std::vector<const Lease*> all;
  all.reserve(size());
  for (const auto& lease : slots_)
    if (!lease.client.empty()) all.push_back(&lease);
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->address < b->address; });
  return all;
}

}  // namespace gateway
