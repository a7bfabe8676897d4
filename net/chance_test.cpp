#include "net/chance.hpp"

#include <gtest/gtest.h>

#include <array>

namespace net {
namespace {

TEST(Chance, GivesTheSameRunForTheSameSeedInEveryBuild) {
  Chance chance(1);
  const std::array<std::uint64_t, 3> expected{0xb3f2af6d0fc710c5, 0x853b559647364cea, 0x92f89756082a4514};
  for (const auto value : expected)
    EXPECT_EQ(chance.next(), value);  // the reference generator, seeded by splitmix64(1)
}

TEST(Chance, GivesEachActorAStreamThatDependsOnItsNameAlone) {
  Chance one(7);
  Chance other(7);
  one.next();
  EXPECT_EQ(one.stream("lobby").next(), other.stream("lobby").next());
  EXPECT_NE(one.stream("lobby").next(), one.stream("kitchen").next());
  EXPECT_NE(one.stream("lobby").next(), Chance(8).stream("lobby").next());
}

TEST(Chance, StaysBelowItsBoundAndReachesEveryValue) {
  Chance chance(3);
  std::array<int, 10> seen{};
  for (int i = 0; i < 1000; ++i) ++seen.at(chance.below(10));
  for (const auto count : seen) EXPECT_GT(count, 50);
}

TEST(Chance, DrawsDigitsOfTheWidthAskedFor) {
  const auto digits = Chance(5).digits(18);
  EXPECT_EQ(digits.size(), 18U);
  EXPECT_EQ(digits.find_first_not_of("0123456789"), std::string::npos);
}

}  // namespace
}  // namespace net
