#include "gateway/dhcp/occupied_addresses.hpp"

#include <gtest/gtest.h>

#include <set>

#include "net/chance.hpp"

namespace gateway {
namespace {

TEST(OccupiedAddresses, AgreesWithAPlainSetOverAThousandRandomChanges) {
  net::Chance chance(1);
  OccupiedAddresses runs;
  std::set<std::uint32_t> plain;
  for (int i = 0; i < 1000; ++i) {
    const auto number = static_cast<std::uint32_t>(chance.below(64));
    const net::Ipv4Address address(number);
    ASSERT_EQ(runs.contains(address), plain.contains(number));
    if (plain.contains(number)) {
      plain.erase(number);
      runs.remove(address);
    } else {
      plain.insert(number);
      runs.add(address);
    }
    auto free = static_cast<std::uint32_t>(chance.below(64));
    const auto found = runs.next_free(net::Ipv4Address(free));
    while (plain.contains(free)) ++free;
    ASSERT_EQ(found, net::Ipv4Address(free));
  }
}

}  // namespace
}  // namespace gateway
