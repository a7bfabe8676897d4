#include "net/tcp/rto_estimator.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

const TcpSettings settings;

TEST(RtoEstimator, BeginsWithASecondAndDoublesUpToAMinute) {
  RtoEstimator estimator(settings);
  EXPECT_EQ(estimator.rto(), 1s);
  for (const auto expected : {2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    estimator.back_off();
    EXPECT_EQ(estimator.rto(), expected);
  }
}

TEST(RtoEstimator, FollowsRfc6298) {
  RtoEstimator estimator(settings);
  estimator.sample(400ms);
  EXPECT_EQ(estimator.rto(), 1200ms);  // 400 + 4 * 200
  estimator.sample(400ms);
  EXPECT_EQ(estimator.rto(), 1000ms);  // 400 + 4 * 150
  estimator.sample(800ms);
  EXPECT_EQ(estimator.rto(), 1300ms);  // 450 + 4 * (3 * 150 + 400) / 4
}

TEST(RtoEstimator, NeverGoesBelowItsMinimum) {
  RtoEstimator estimator(settings);
  for (int i = 0; i < 20; ++i) estimator.sample(1ms);
  EXPECT_EQ(estimator.rto(), settings.minimum_rto);
}

TEST(RtoEstimator, EndsItsBackOffWithAFreshMeasurement) {
  RtoEstimator estimator(settings);
  estimator.back_off();
  estimator.back_off();
  estimator.sample(100ms);
  EXPECT_EQ(estimator.rto(), 300ms);
}

TEST(RtoEstimator, BeginsDataWithThreeSecondsWhenTheSynWasLost) {
  RtoEstimator estimator(settings);
  estimator.back_off();
  estimator.syn_was_lost();
  EXPECT_EQ(estimator.rto(), 3s);
}

}  // namespace
}  // namespace net
