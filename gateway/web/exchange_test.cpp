#include "gateway/web/exchange.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

net::HttpRequest with(net::HttpFields fields) { return {"POST", "/", std::move(fields)}; }

TEST(Cookie, IsFoundAmongOthers) {
  const auto request = with({{"Cookie", "a=1; b=2;c=3"}, {"cookie", "d=4;;=;e"}});
  EXPECT_EQ(cookie(request, "a"), "1");
  EXPECT_EQ(cookie(request, "b"), "2");
  EXPECT_EQ(cookie(request, "c"), "3");
  EXPECT_EQ(cookie(request, "d"), "4");
  EXPECT_EQ(cookie(request, "e"), std::nullopt);
  EXPECT_EQ(cookie(request, "f"), std::nullopt);
}

TEST(Origin, MustBeTheHostThatIsAsked) {
  EXPECT_TRUE(from_our_pages(with({{"Host", "smg:8080"}, {"Origin", "http://SMG:8080"}})));
  EXPECT_TRUE(from_our_pages(with({{"Host", "smg"}})));
  EXPECT_FALSE(from_our_pages(with({{"Host", "smg"}, {"Origin", "http://smg.evil"}})));
  EXPECT_FALSE(from_our_pages(with({{"Origin", "http://"}})));
  EXPECT_FALSE(from_our_pages(with({{"Host", ""}, {"Origin", "http://"}})));
}

}  // namespace
}  // namespace gateway::web
