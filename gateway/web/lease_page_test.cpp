#include "gateway/web/lease_page.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

Lease lease(std::uint32_t number) {
  const auto mac = net::MacAddress({0, 4, 0xf2, 0, 0, 0}).plus(number);
  return {.client = to_string(mac),
          .mac = mac,
          .address = net::Ipv4Address(0x0a000000 + number),
          .state = LeaseState::leased,
          .until = net::TimePoint{} + 90s,
          .number = "123"};
}

TEST(LeasePage, ShowsWhoHasWhichAddressAndForHowLong) {
  LeaseTable leases;
  leases.apply({lease(2).client, lease(2)});
  leases.apply({lease(1).client, lease(1)});
  const auto page = lease_page(leases, net::TimePoint{} + 10s);
  ASSERT_EQ(page.rows.size(), 2U);
  EXPECT_EQ(page.rows[0],
            (std::vector<std::string>{"10.0.0.1", "00:04:f2:00:00:01", "leased", "1 min 20 s", "123"}));
  EXPECT_EQ(page.left_out, 0U);
}

TEST(LeasePage, ALeaseThatHasEndedEndsInNoTime) {
  LeaseTable leases;
  leases.apply({lease(1).client, lease(1)});
  EXPECT_EQ(lease_page(leases, net::TimePoint{} + 100s).rows[0][3], "");
}

TEST(LeasePage, CountsWhatItHasNoRoomFor) {
  LeaseTable leases;
  for (std::uint32_t i = 1; i <= most_leases_on_a_page + 7; ++i) leases.apply({lease(i).client, lease(i)});
  const auto page = lease_page(leases, {});
  EXPECT_EQ(page.rows.size(), most_leases_on_a_page);
  EXPECT_EQ(page.left_out, 7U);
}

}  // namespace
}  // namespace gateway::web
