#include "gateway/system_random.hpp"

#include <gtest/gtest.h>

#include <array>

namespace gateway {
namespace {

TEST(SystemRandom, DrawsTheWidthAskedForAndEveryDigitAboutAsOften) {
  const auto digits = system_random_digits(100000);
  ASSERT_EQ(digits.size(), 100000U);
  std::array<int, 10> counts{};
  for (const char digit : digits) ++counts.at(static_cast<std::size_t>(digit - '0'));
  for (const int count : counts) EXPECT_NEAR(count, 10000, 1000);  // more than ten standard deviations
  EXPECT_NE(system_random_digits(18), system_random_digits(18));
}

}  // namespace
}  // namespace gateway
