#include "gateway/web/lockout.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

using namespace std::chrono_literals;
using net::Ipv4Address;

const Ipv4Address one(192, 168, 100, 50);
const Ipv4Address other(192, 168, 100, 51);
constexpr Lockout::Limits three{3, 60s};

TEST(Lockout, LetsEverybodyTryAtFirst) { EXPECT_FALSE(Lockout().wait(one, net::TimePoint{})); }

TEST(Lockout, AnAddressWaitsAfterItsLastTry) {
  Lockout lockout;
  net::TimePoint now{};
  EXPECT_FALSE(lockout.failed(one, now, three));
  EXPECT_FALSE(lockout.failed(one, now, three));
  EXPECT_FALSE(lockout.wait(one, now));
  EXPECT_TRUE(lockout.failed(one, now, three));
  EXPECT_EQ(lockout.wait(one, now), 60s);
  EXPECT_EQ(lockout.wait(one, now + 59500ms), 1s);
  EXPECT_FALSE(lockout.wait(one, now + 60s));
  EXPECT_FALSE(lockout.wait(other, now));
}

TEST(Lockout, OldFailuresAreForgotten) {
  Lockout lockout;
  net::TimePoint now{};
  lockout.failed(one, now, three);
  lockout.failed(one, now, three);
  EXPECT_FALSE(lockout.failed(one, now + 60s, three));
  EXPECT_FALSE(lockout.wait(one, now + 60s));
}

TEST(Lockout, SuccessForgetsFailures) {
  Lockout lockout;
  net::TimePoint now{};
  lockout.failed(one, now, three);
  lockout.failed(one, now, three);
  lockout.succeeded(one);
  EXPECT_FALSE(lockout.failed(one, now, three));
}

TEST(Lockout, ManyAddressesTogetherLockEverybodyOut) {
  Lockout lockout;
  net::TimePoint now{};
  for (std::uint32_t i = 0; i < 3 * Lockout::everybody; ++i) {
    EXPECT_FALSE(lockout.wait(other, now));
    lockout.failed(Ipv4Address(one.number() + 100 + i), now, three);
  }
  EXPECT_EQ(lockout.wait(other, now), 60s);
}

TEST(Lockout, RemembersOnlySoManyAddressesButKeepsTheLatest) {
  Lockout lockout;
  net::TimePoint now{};
  const Lockout::Limits patient{3, 1h};
  for (std::uint32_t i = 0; i < 3 * Lockout::most_watched; ++i)
    lockout.failed(Ipv4Address(0x0a000000 + i), now += 1s, {1'000'000, 1h});
  lockout.failed(one, now, patient);
  lockout.failed(one, now, patient);
  EXPECT_TRUE(lockout.failed(one, now, patient));
}

}  // namespace
}  // namespace gateway::web
