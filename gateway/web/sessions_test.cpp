#include "gateway/web/sessions.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

Sessions counting() {
  return Sessions([next = 0]() mutable { return "token" + std::to_string(++next); });
}

TEST(Sessions, KnowWhoHasLoggedInByHisToken) {
  auto sessions = counting();
  const auto token = sessions.begin({});
  auto* session = sessions.find(token, {}, 60s);
  ASSERT_NE(session, nullptr);
  EXPECT_NE(session->csrf, token);
  EXPECT_EQ(sessions.find("token", {}, 60s), nullptr);
  EXPECT_EQ(sessions.find("", {}, 60s), nullptr);
}

TEST(Sessions, EndAfterSilenceAndNotBefore) {
  auto sessions = counting();
  const auto token = sessions.begin({});
  EXPECT_NE(sessions.find(token, net::TimePoint{} + 59s, 60s), nullptr);
  EXPECT_NE(sessions.find(token, net::TimePoint{} + 118s, 60s), nullptr);
  EXPECT_EQ(sessions.find(token, net::TimePoint{} + 178s, 60s), nullptr);
  EXPECT_EQ(sessions.find(token, net::TimePoint{} + 120s, 60s), nullptr);
}

TEST(Sessions, EndWhenToldTo) {
  auto sessions = counting();
  const auto token = sessions.begin({});
  const auto another = sessions.begin({});
  sessions.end(token);
  EXPECT_EQ(sessions.find(token, {}, 60s), nullptr);
  EXPECT_NE(sessions.find(another, {}, 60s), nullptr);
  sessions.end_all();
  EXPECT_EQ(sessions.find(another, {}, 60s), nullptr);
}

TEST(Sessions, TheLongestSilentMakesRoom) {
  auto sessions = counting();
  const auto oldest = sessions.begin({});
  const auto second = sessions.begin(net::TimePoint{} + 1s);
  for (std::size_t i = 1; i < Sessions::most; ++i) sessions.begin(net::TimePoint{} + 2s);
  EXPECT_EQ(sessions.size(), Sessions::most);
  EXPECT_EQ(sessions.find(oldest, net::TimePoint{} + 3s, 60s), nullptr);
  EXPECT_NE(sessions.find(second, net::TimePoint{} + 3s, 60s), nullptr);
}

TEST(SameSecret, IsTheSameOrNot) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", ""));
}

}  // namespace
}  // namespace gateway::web
