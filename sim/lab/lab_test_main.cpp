#include <gtest/gtest.h>

#include "sim/lab/namespaces.hpp"

// The tests of the lab run as any user: like dialtone, the program takes the rights it needs in a user namespace.
int main(int count, char** words) {
  ::testing::InitGoogleTest(&count, words);
  if (!::testing::GTEST_FLAG(list_tests)) sim::enter_user_namespace_if_needed();
  return RUN_ALL_TESTS();
}
