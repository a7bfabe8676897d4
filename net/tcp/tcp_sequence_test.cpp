#include "net/tcp/tcp_sequence.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

TEST(Sequence, ComparesAcrossTheWrap) {
  const Sequence before(0xfffffff0);
  const auto after = before + 0x20;
  EXPECT_EQ(after.number(), 0x10U);
  EXPECT_LT(before, after);
  EXPECT_GT(after, before);
  EXPECT_LE(before, before);
  EXPECT_EQ(after - before, 0x20);
  EXPECT_EQ(before - after, -0x20);
  EXPECT_EQ(octets_between(before, after), 0x20U);
  EXPECT_EQ(later(before, after), after);
  EXPECT_EQ(after - 0x20, before);
}

TEST(Sequence, TellsBeforeFromAfterUpToHalfTheSpace) {
  const Sequence zero(0);
  EXPECT_LT(zero, zero + 0x7fffffff);
  EXPECT_GT(zero, zero + 0x80000001);
}

}  // namespace
}  // namespace net
