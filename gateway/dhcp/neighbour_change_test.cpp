#include "gateway/dhcp/neighbour_change.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using net::Ipv4Address;

const net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const Ipv4Address one(192, 168, 100, 100), other(192, 168, 100, 101);

std::optional<Lease> lease(Ipv4Address address, LeaseState state = LeaseState::leased) {
  Lease made{"m1", mac, address};
  made.state = state;
  return made;
}

TEST(NeighbourChange, ComesWithALeaseAndGoesWithIt) {
  const NeighbourChange come{std::nullopt, Neighbour{one, mac}}, gone{one, std::nullopt};
  EXPECT_EQ(neighbour_change(std::nullopt, lease(one)), come);
  EXPECT_EQ(neighbour_change(lease(one, LeaseState::offered), lease(one)), come);
  EXPECT_EQ(neighbour_change(lease(one, LeaseState::past), lease(one)), come);
  EXPECT_EQ(neighbour_change(lease(one), lease(one, LeaseState::past)), gone);
  EXPECT_EQ(neighbour_change(lease(one), lease(one, LeaseState::declined)), gone);
  EXPECT_EQ(neighbour_change(lease(one), std::nullopt), gone);
}

TEST(NeighbourChange, FollowsALeaseThatMovesOrAClientWithAnotherInterface) {
  EXPECT_EQ(neighbour_change(lease(one), lease(other)), (NeighbourChange{one, Neighbour{other, mac}}));
  auto after = lease(one);
  after->mac = mac.plus(1);
  EXPECT_EQ(neighbour_change(lease(one), after), (NeighbourChange{std::nullopt, Neighbour{one, mac.plus(1)}}));
}

TEST(NeighbourChange, IsNoneWhereNothingIsLeasedOrALeaseIsRenewed) {
  auto renewed = lease(one);
  renewed->until += std::chrono::hours(1);
  EXPECT_FALSE(neighbour_change(lease(one), renewed));
  EXPECT_FALSE(neighbour_change(std::nullopt, lease(one, LeaseState::offered)));
  EXPECT_FALSE(neighbour_change(lease(one, LeaseState::past), std::nullopt));
}

}  // namespace
}  // namespace gateway
