#include "net/http/url.hpp"

#include <gtest/gtest.h>

namespace net {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

TEST(UrlPath, IsDecodedAndWithoutTheQuery) {
  EXPECT_EQ(url_path("/a%20b/c?x=%zz"), "/a b/c");
  EXPECT_EQ(url_path("/a%2Fb%2e%2e"), "/a/b..");
  EXPECT_EQ(url_path("/"), "/");
  EXPECT_EQ(url_path("/a//../b"), "/a//../b");
}

TEST(UrlPath, OfABrokenEscapeIsEmpty) {
  for (const auto* target : {"/%", "/a%2", "/%zz", "/%+1", "/% 1"}) EXPECT_EQ(url_path(target), "") << target;
}

TEST(UrlPath, TakesATargetInAbsoluteForm) {
  EXPECT_EQ(url_path("http://193.164.253.250:80/x/y?z"), "/x/y");
  EXPECT_EQ(url_path("http://193.164.253.250"), "/");
  EXPECT_EQ(url_path("/go?to=http://other/"), "/go");
}

TEST(PercentCoding, GoesThereAndBackForEveryOctet) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_encode("a-b._~/ +\xff"), "a-b._~%2F%20%2B%FF");
}

TEST(Form, GoesThereAndBack) {
  const Fields fields{{"name", "Phone & Prov"}, {"option66", "http://h/p/01?a=b"}, {"empty", ""}, {"ü", "a+b"}};
  EXPECT_EQ(form_decode(form_encode(fields)), fields);
  EXPECT_EQ(form_encode(fields).substr(0, 23), "name=Phone%20%26%20Prov");
}

TEST(Form, IsReadAsLenientlyAsBrowsersWriteIt) {
  EXPECT_EQ(form_decode("a=1+2&&b&=c&d=x=y&e=100%&f=%4"),
            (Fields{{"a", "1 2"}, {"b", ""}, {"", "c"}, {"d", "x=y"}, {"e", "100%"}, {"f", "%4"}}));
  EXPECT_EQ(form_decode(""), Fields{});
  EXPECT_EQ(form_value("mac=1&mac=2", "mac"), "1");
  EXPECT_EQ(form_value("mac=1", "rand"), std::nullopt);
}

TEST(ParseUrl, FindsEveryPart) {
  const auto url = parse_url("HTTP://PlcmSpIp:p@ss:word@boot.example-1.net:8667/cfg/0004f2.cfg?x=1");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "http");
  EXPECT_EQ(url->user, "PlcmSpIp");
  EXPECT_EQ(url->password, "p@ss:word");
  EXPECT_EQ(url->host, "boot.example-1.net");
  EXPECT_EQ(url->port, 8667);
  EXPECT_EQ(url->path, "/cfg/0004f2.cfg?x=1");
}

TEST(ParseUrl, FillsInThePortOfTheSchemeAndNothingElse) {
  const auto url = parse_url("http://193.164.253.250");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->port, 80);
  EXPECT_EQ(url->user + url->password + url->path, "");
  EXPECT_EQ(parse_url("https://h/")->port, 443);
  EXPECT_EQ(parse_url("ftp://h:/")->port, 21);
  EXPECT_EQ(parse_url("tftp://h")->port, 69);
  EXPECT_EQ(parse_url("gopher://h")->port, 0);
}

TEST(ParseUrl, RefusesWhatIsNoUrlOfThatForm) {
  for (const auto* text : {"",
                           "://h",
                           "h",
                           "/path",
                           "http:/h",
                           "http://",
                           "http:///p",
                           "http://u@",
                           "http://h:0/",
                           "http://h:65536/",
                           "http://h:8x/",
                           "http://h:-1/",
                           "http://a b/",
                           "http://h/a b",
                           "1http://h",
                           "ht tp://h",
                           "http://h:1:2/",
                           "http://[::1]/",
                           "http://h?x",
                           "http://h/\n"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace net
