#include "net/tcp/reassembler.hpp"

#include <gtest/gtest.h>

#include <string>

#include "net/chance.hpp"

namespace net {
namespace {

constexpr std::uint32_t start = 0xfffffffb;  // five before the wrap

// Numbers from the first octet on; a window of 100 octets from there, unless another edge is named.
struct Bench {
  Reassembler reassembler{Sequence(start)};

  void insert(std::uint32_t at, std::string_view octets, bool fin = false, std::uint32_t edge = 100) {
    reassembler.insert(Sequence(start) + at, as_bytes(octets), fin, Sequence(start) + edge);
  }
  std::string read(std::size_t at_most = 1000) { return std::string(as_text(reassembler.read(at_most))); }
  [[nodiscard]] std::int32_t next() const { return reassembler.next() - Sequence(start); }
};

TEST(Reassembler, HandsOnWhatComesInOrder) {
  Bench b;
  b.insert(0, "dial");
  b.insert(4, "tone");
  EXPECT_EQ(b.next(), 8);
  EXPECT_EQ(b.read(3), "dia");
  EXPECT_EQ(b.read(), "ltone");
}

TEST(Reassembler, WaitsForTheFirstOfAHole) {
  Bench b;
  b.insert(4, "tone");
  EXPECT_EQ(b.read(), "");
  EXPECT_EQ(b.reassembler.islands(), 1U);
  b.insert(0, "dial");
  EXPECT_EQ(b.read(), "dialtone");
  EXPECT_EQ(b.reassembler.islands(), 0U);
}

TEST(Reassembler, TakesEachOctetOnceHoweverSegmentsOverlap) {
  Bench b;
  b.insert(6, "ne");
  b.insert(2, "al");
  b.insert(3, "lton");  // bridges both
  b.insert(2, "altone");
  b.insert(0, "dia");
  b.insert(0, "dialtone");
  EXPECT_EQ(b.read(), "dialtone");
  EXPECT_EQ(b.next(), 8);
}

TEST(Reassembler, CutsOffWhatLiesBeyondTheWindow) {
  Bench b;
  b.insert(0, "dialtone", true, 4);
  EXPECT_EQ(b.read(), "dial");
  EXPECT_FALSE(b.reassembler.finished());
  b.insert(20, "far", false, 10);
  EXPECT_EQ(b.reassembler.islands(), 0U);
}

TEST(Reassembler, FinishesWhenEverythingBeforeTheFinIsHere) {
  Bench b;
  b.insert(4, "tone", true);
  EXPECT_FALSE(b.reassembler.finished());
  b.insert(0, "dial");
  EXPECT_TRUE(b.reassembler.finished());
  EXPECT_EQ(b.next(), 9) << "the FIN counts";
  b.insert(8, "more");
  EXPECT_EQ(b.read(), "dialtone");
}

TEST(Reassembler, BelievesTheFirstFinAndNothingBeyondIt) {
  Bench b;
  b.insert(6, "beyond");
  b.insert(4, "", true);
  EXPECT_EQ(b.reassembler.islands(), 0U);
  b.insert(3, "overlong", true);
  b.insert(0, "dia");
  EXPECT_EQ(b.read(), "diao");
  EXPECT_TRUE(b.reassembler.finished());
}

TEST(Reassembler, KeepsABoundedNumberOfIslands) {
  Reassembler reassembler{Sequence(0)};
  for (std::uint32_t i = 1; i < 60000; i += 2)
    reassembler.insert(Sequence(i), as_bytes("x"), false, Sequence(65535));
  EXPECT_EQ(reassembler.islands(), Reassembler::max_islands);
  const std::string whole(60000, 'x');
  reassembler.insert(Sequence(0), as_bytes(whole), false, Sequence(65535));
  EXPECT_EQ(reassembler.islands(), 0U);
  EXPECT_EQ(reassembler.readable(), 60000U);
}

TEST(Reassembler, IsAByteQueueUnderAnyOrder) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Chance chance(seed);
    const auto text = chance.digits(90);
    Bench b;
    std::string got;
    while (got.size() < text.size()) {
      const auto at = chance.below(text.size());
      const auto size = 1 + chance.below(12);
      b.insert(static_cast<std::uint32_t>(at), std::string_view(text).substr(at, size), at + size >= text.size());
      got += b.read(chance.below(20));
    }
    ASSERT_EQ(got, text) << "seed " << seed;
    ASSERT_TRUE(b.reassembler.finished()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace net
