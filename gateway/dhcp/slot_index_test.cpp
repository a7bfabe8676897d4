#include "gateway/dhcp/slot_index.hpp"

#include <gtest/gtest.h>

#include <set>

#include "net/chance.hpp"

namespace gateway {
namespace {

const auto any = [](std::uint32_t) { return true; };
const auto is = [](std::uint32_t wanted) { return [wanted](std::uint32_t slot) { return slot == wanted; }; };

TEST(SlotIndex, FindsWhatWasInsertedUntilItIsErased) {
  SlotIndex index;
  EXPECT_FALSE(index.find(7, any));
  index.insert(7, 1);
  EXPECT_EQ(index.find(7, any), 1U);
  EXPECT_FALSE(index.find(7, is(2)));
  EXPECT_FALSE(index.find(8, any));
  index.erase(7, 1);
  EXPECT_FALSE(index.find(7, any));
  EXPECT_EQ(index.size(), 0U);
}

// Hashes that share their low bits make long runs of places, which wrap round the end of the table.
TEST(SlotIndex, KeepsEverySlotFindableWhateverCollides) {
  SlotIndex index;
  std::set<std::pair<std::uint32_t, std::uint32_t>> model;  // hash and slot
  net::Chance chance(1);
  for (int i = 0; i < 20000; ++i) {
    const auto slot = static_cast<std::uint32_t>(chance.next() % 400);
    const auto hash = slot % 3 == 0 ? 0xfffffff0U + slot % 16 : slot * 5;
    if (model.erase({hash, slot}) == 1) {
      index.erase(hash, slot);
    } else {
      model.emplace(hash, slot);
      index.insert(hash, slot);
    }
    EXPECT_EQ(index.find(hash, is(slot)).has_value(), model.contains({hash, slot}));
    if (i % 500 != 0) continue;
    for (const auto& [known_hash, known] : model) ASSERT_EQ(index.find(known_hash, is(known)), known);
  }
  EXPECT_EQ(index.size(), model.size());
}

}  // namespace
}  // namespace gateway
