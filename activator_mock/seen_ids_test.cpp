#include "activator_mock/seen_ids.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

TEST(SeenIds, RemembersWhatItSaw) {
  SeenIds seen(3);
  EXPECT_FALSE(seen.contains("a"));
  seen.add("a");
  EXPECT_TRUE(seen.contains("a"));
}

TEST(SeenIds, ForgetsTheLongestUnseenFirst) {
  SeenIds seen(3);
  for (const auto* id : {"a", "b", "c"}) seen.add(id);
  EXPECT_TRUE(seen.contains("a"));  // seen again: now b is the longest unseen
  seen.add("d");
  EXPECT_TRUE(seen.contains("a"));
  EXPECT_FALSE(seen.contains("b"));
  EXPECT_TRUE(seen.contains("c"));
  EXPECT_TRUE(seen.contains("d"));
}

TEST(SeenIds, MayBeToldToRememberNothing) {
  SeenIds seen(0);
  seen.add("a");
  EXPECT_FALSE(seen.contains("a"));
}

}  // namespace
}  // namespace activator
