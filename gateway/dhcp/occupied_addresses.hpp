#pragma once

#include <map>

#include "net/address.hpp"

namespace gateway {

// A set of addresses, kept as runs, so that the lowest one missing above a given address is found in O(log n).
class OccupiedAddresses {
 public:
  void add(net::Ipv4Address address);     // must not be in the set
  void remove(net::Ipv4Address address);  // must be in the set
  [[nodiscard]] bool contains(net::Ipv4Address address) const;

  // The lowest address from `from` on that is not in the set. (255.255.255.255 is never in it.)
  [[nodiscard]] net::Ipv4Address next_free(net::Ipv4Address from) const;

 private:
  using Runs = std::map<std::uint32_t, std::uint32_t>;  // first to last; runs never touch
  [[nodiscard]] Runs::const_iterator run_of(std::uint32_t number) const;

  Runs runs_;
};

}  // namespace gateway
