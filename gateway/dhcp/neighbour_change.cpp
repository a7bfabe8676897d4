#include "gateway/dhcp/neighbour_change.hpp"

namespace gateway {

namespace {

std::optional<Neighbour> neighbour_of(const std::optional<Lease>& lease) {
  if (!lease || lease->state != LeaseState::leased) return std::nullopt;
  return Neighbour{lease->address, lease->mac};
}

}  // namespace

std::optional<NeighbourChange> neighbour_change(const std::optional<Lease>& before,
                                                const std::optional<Lease>& after) {
  const auto was = neighbour_of(before), is = neighbour_of(after);
  if (was == is) return std::nullopt;
  const bool moved = was && (!is || is->address != was->address);
  return NeighbourChange{moved ? std::optional(was->address) : std::nullopt, is};
}

void carry_out(const std::vector<NeighbourChange>& changes, Neighbours& neighbours) {
  for (const auto& change : changes) {
    if (change.gone) neighbours.remove(*change.gone);
    if (change.come) neighbours.add(*change.come);
  }
}

}  // namespace gateway
