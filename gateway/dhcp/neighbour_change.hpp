#pragma once

#include <optional>
#include <vector>

#include "gateway/dhcp/lease_table.hpp"
#include "gateway/neighbours.hpp"

namespace gateway {

// What a change of one client's lease means for who sends to the LAN. A lease that is renewed means nothing.
struct NeighbourChange {
  std::optional<net::Ipv4Address> gone;
  std::optional<Neighbour> come;
  friend bool operator==(const NeighbourChange&, const NeighbourChange&) = default;
};
[[nodiscard]] std::optional<NeighbourChange> neighbour_change(const std::optional<Lease>& before,
                                                              const std::optional<Lease>& after);

void carry_out(const std::vector<NeighbourChange>& changes, Neighbours& neighbours);

}  // namespace gateway
