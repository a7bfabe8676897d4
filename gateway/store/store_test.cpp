#include "gateway/store/store.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using net::Ipv4Address;

Lease lease(LeaseState state, std::uint32_t address = 1, bool held = false) {
  Lease lease{"client", net::MacAddress::broadcast(), Ipv4Address(address)};
  lease.state = state;
  lease.held = held;
  return lease;
}

// "2" : a lease is written at address 2; "-1": address 1 is forgotten.
std::string told(const std::optional<Lease>& before, const std::optional<Lease>& after) {
  std::string all;
  for (const auto& record : records_of(before, after))
    all +=
        (all.empty() ? "" : " ") + std::string(record.lease ? "" : "-") + std::to_string(record.address.number());
  return all;
}

TEST(RecordsOf, WritesWhatMustOutliveTheGatewayAndNoMereOffer) {
  EXPECT_EQ(told(std::nullopt, lease(LeaseState::offered)), "");
  EXPECT_EQ(told(lease(LeaseState::offered), std::nullopt), "");
  EXPECT_EQ(told(lease(LeaseState::offered), lease(LeaseState::leased)), "1");
  EXPECT_EQ(told(lease(LeaseState::leased), lease(LeaseState::past)), "1");
  EXPECT_EQ(told(std::nullopt, lease(LeaseState::declined)), "1");
}

TEST(RecordsOf, ForgetsAnAddressThatItsClientHasNoMore) {
  EXPECT_EQ(told(lease(LeaseState::past), std::nullopt), "-1");
  EXPECT_EQ(told(lease(LeaseState::leased), lease(LeaseState::leased, 2)), "-1 2");
  EXPECT_EQ(told(lease(LeaseState::past), lease(LeaseState::offered, 2)), "-1");
  EXPECT_EQ(told(lease(LeaseState::offered, 1, true), std::nullopt), "-1");
}

TEST(RecordsOf, AnOfferOfItsOldAddressLeavesThePastLeaseRemembered) {
  EXPECT_EQ(told(lease(LeaseState::past), lease(LeaseState::offered, 1, true)), "");
}

}  // namespace
}  // namespace gateway
