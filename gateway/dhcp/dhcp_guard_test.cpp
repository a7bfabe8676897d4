#include "gateway/dhcp/dhcp_guard.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using namespace std::chrono_literals;

const net::TimePoint begin{};

int taken(RateLimit& limit, int asked, std::uint32_t per_second, net::TimePoint now) {
  int count = 0;
  for (int i = 0; i < asked; ++i) count += limit.take(per_second, now) ? 1 : 0;
  return count;
}

TEST(RateLimit, LetsASecondsWorthThroughAtOnceAndThenTheRate) {
  RateLimit limit;
  EXPECT_EQ(taken(limit, 50, 10, begin), 10);
  EXPECT_EQ(taken(limit, 50, 10, begin + 99ms), 0);
  EXPECT_EQ(taken(limit, 50, 10, begin + 100ms), 1);
  EXPECT_EQ(taken(limit, 50, 10, begin + 350ms), 2);
  EXPECT_EQ(taken(limit, 50, 10, begin + 1h), 10) << "what is not used does not pile up";
}

TEST(RateLimit, IsKeptOverAMinuteToTheLast) {
  RateLimit limit;
  int count = 0;
  for (auto at = 0ms; at < 60s; at += 1ms) count += taken(limit, 1, 7, begin + at);
  EXPECT_EQ(count, 7 + 60 * 7 - 1);  // the first second's worth, and the rate from then on
}

TEST(RateLimit, OfZeroIsNone) {
  RateLimit limit;
  EXPECT_EQ(taken(limit, 1000, 0, begin), 1000);
}

TEST(SeldomSaid, IsSaidOnceAMinuteWithHowOftenItHappened) {
  SeldomSaid news;
  EXPECT_EQ(news.happened(begin), 1U);
  for (int i = 0; i < 59; ++i) EXPECT_FALSE(news.happened(begin + i * 1s));
  EXPECT_EQ(news.happened(begin + 60s), 60U);
  EXPECT_FALSE(news.happened(begin + 61s));
  EXPECT_EQ(news.happened(begin + 5min), 2U);
}

}  // namespace
}  // namespace gateway
