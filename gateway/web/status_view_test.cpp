#include "gateway/web/status_view.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

TEST(InWords, NamesTheTwoLargestUnits) {
  EXPECT_EQ(in_words(0s), "0 s");
  EXPECT_EQ(in_words(59s), "59 s");
  EXPECT_EQ(in_words(60s), "1 min");
  EXPECT_EQ(in_words(725s), "12 min 5 s");
  EXPECT_EQ(in_words(3600s), "1 h");
  EXPECT_EQ(in_words(3 * 86400s + 4 * 3600s + 59s), "3 d 4 h");
  EXPECT_EQ(in_words(86400s + 59s), "1 d");
}

TEST(TableView, SaysSoWhenThereIsNothing) {
  EXPECT_NE(table_view({{"A"}, {}}, "Nothing.").string().find("Nothing."), std::string::npos);
}

}  // namespace
}  // namespace gateway::web
