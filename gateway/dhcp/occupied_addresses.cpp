#include "gateway/dhcp/occupied_addresses.hpp"

#include <cassert>

namespace gateway {

OccupiedAddresses::Runs::const_iterator OccupiedAddresses::run_of(std::uint32_t number) const {
  const auto after = runs_.upper_bound(number);
  if (after == runs_.begin()) return runs_.end();
  const auto run = std::prev(after);
  return run->second >= number ? run : runs_.end();
}

bool OccupiedAddresses::contains(net::Ipv4Address address) const { return run_of(address.number()) != runs_.end(); }

net::Ipv4Address OccupiedAddresses::next_free(net::Ipv4Address from) const {
  const auto run = run_of(from.number());
  return run == runs_.end() ? from : net::Ipv4Address(run->second + 1);
}

void OccupiedAddresses::add(net::Ipv4Address address) {
  assert(!contains(address) && !address.is_broadcast());
  auto first = address.number();
  auto last = first;
  if (const auto after = runs_.find(last + 1); after != runs_.end()) {
    last = after->second;
    runs_.erase(after);
  }
  if (const auto before = first == 0 ? runs_.cend() : run_of(first - 1); before != runs_.cend()) {
    first = before->first;
    runs_.erase(before);
  }
  runs_.emplace(first, last);
}

void OccupiedAddresses::remove(net::Ipv4Address address) {
  const auto number = address.number();
  const auto run = run_of(number);
  assert(run != runs_.cend());
  const auto [first, last] = *run;
  runs_.erase(run);
  if (first < number) runs_.emplace(first, number - 1);
  if (number < last) runs_.emplace(number + 1, last);
}

}  // namespace gateway
