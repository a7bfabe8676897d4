#include "net/tcp/congestion.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

constexpr std::uint32_t mss = 1000;

// `at` counts octets from the first of the stream.
Sequence at(std::uint32_t octets) { return Sequence(1) + octets; }

Congestion started(bool syn_was_lost = false) {
  Congestion congestion{Sequence(0)};
  congestion.start(mss, syn_was_lost);
  return congestion;
}

TEST(Congestion, BeginsWithTenSegmentsAsRfc6928Says) {
  EXPECT_EQ(started().window(), 10 * mss);
  Congestion large{Sequence(0)};
  large.start(1460, false);
  EXPECT_EQ(large.window(), 14600U);
}

TEST(Congestion, BeginsWithOneSegmentWhenTheSynWasLost) { EXPECT_EQ(started(true).window(), mss); }

TEST(Congestion, GrowsByWhatIsAcknowledgedInSlowStart) {
  auto c = started();
  EXPECT_FALSE(c.acknowledged(at(mss), mss, 9 * mss).retransmit);
  EXPECT_EQ(c.window(), 11 * mss);
  (void)c.acknowledged(at(4 * mss), 3 * mss, 7 * mss);
  EXPECT_EQ(c.window(), 12 * mss) << "at most one segment for each acknowledgment";
}

TEST(Congestion, GrowsByOneSegmentARoundTripAboveTheThreshold) {
  auto c = started();
  c.timed_out(at(10 * mss), 10 * mss, true);
  EXPECT_EQ(c.threshold(), 5 * mss);
  EXPECT_EQ(c.window(), mss);
  for (std::uint32_t i = 1; i <= 4; ++i) (void)c.acknowledged(at(10 * mss + i * mss), mss, mss);
  EXPECT_EQ(c.window(), 5 * mss);
  for (std::uint32_t i = 5; i <= 8; ++i) (void)c.acknowledged(at(10 * mss + i * mss), mss, mss);
  EXPECT_EQ(c.window(), 5 * mss);
  (void)c.acknowledged(at(19 * mss), mss, mss);
  EXPECT_EQ(c.window(), 6 * mss);
}

TEST(Congestion, RetransmitsOnTheThirdDuplicateAndInflatesFromThere) {
  auto c = started();
  EXPECT_FALSE(c.duplicate(at(0), at(10 * mss), 10 * mss));
  EXPECT_EQ(c.window(), 11 * mss) << "limited transmit";
  EXPECT_FALSE(c.duplicate(at(0), at(10 * mss), 10 * mss));
  EXPECT_TRUE(c.duplicate(at(0), at(10 * mss), 10 * mss));
  EXPECT_EQ(c.threshold(), 5 * mss);
  EXPECT_EQ(c.window(), 8 * mss);
  EXPECT_FALSE(c.duplicate(at(0), at(10 * mss), 10 * mss));
  EXPECT_EQ(c.window(), 9 * mss);
}

Congestion in_recovery() {
  auto c = started();
  for (int i = 0; i < 3; ++i) (void)c.duplicate(at(0), at(10 * mss), 10 * mss);
  return c;
}

TEST(Congestion, RetransmitsAgainOnEachPartialAcknowledgmentButRestartsTheTimerOnce) {
  auto c = in_recovery();
  const auto first = c.acknowledged(at(3 * mss), 3 * mss, 7 * mss);
  EXPECT_TRUE(first.retransmit);
  EXPECT_FALSE(first.keep_timer);
  EXPECT_EQ(c.window(), 6 * mss);  // 8 - 3 + 1
  const auto second = c.acknowledged(at(4 * mss), mss, 6 * mss);
  EXPECT_TRUE(second.retransmit);
  EXPECT_TRUE(second.keep_timer);
}

TEST(Congestion, LeavesRecoveryWithAFullAcknowledgment) {
  auto c = in_recovery();
  EXPECT_FALSE(c.acknowledged(at(10 * mss), 10 * mss, 0).retransmit);
  EXPECT_FALSE(c.recovering());
  EXPECT_EQ(c.window(), 2 * mss);  // min(ssthresh, flight + mss): no burst
}

TEST(Congestion, DoesNotRecoverTwiceFromOneLoss) {
  auto c = started();
  c.timed_out(at(10 * mss), 10 * mss, true);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(c.duplicate(at(5 * mss), at(10 * mss), 5 * mss));
  EXPECT_FALSE(c.recovering());
}

TEST(Congestion, HalvesOnceForASegmentThatTimesOutAgainAndAgain) {
  auto c = started();
  c.timed_out(at(10 * mss), 10 * mss, true);
  c.timed_out(at(10 * mss), mss, false);
  EXPECT_EQ(c.threshold(), 5 * mss);
}

}  // namespace
}  // namespace net
