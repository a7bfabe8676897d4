// The small words of the language: durations, placeholders, patterns, spelling.
#include <gtest/gtest.h>

#include "scenarios/duration.hpp"
#include "scenarios/spelling.hpp"
#include "scenarios/template_text.hpp"

namespace scenarios {
namespace {

using namespace std::chrono_literals;

TEST(Duration, IsANumberAndAUnitWithNothingBetween) {
  EXPECT_EQ(parse_duration("10s"), net::Duration(10s));
  EXPECT_EQ(parse_duration("250ms"), net::Duration(250ms));
  EXPECT_EQ(parse_duration("1.5h"), net::Duration(90min));
  EXPECT_EQ(parse_duration("2min"), net::Duration(2min));
  EXPECT_EQ(parse_duration("3us"), net::Duration(3us));
  EXPECT_EQ(parse_duration("7ns"), net::Duration(7ns));
  EXPECT_EQ(parse_duration("0s"), net::Duration(0s));
}

TEST(Duration, RefusesEverythingElse) {
  for (const auto* const text : {"", "10", "s", "10 s", "-1s", "+1s", "1m", "1.s", ".5s", "1.2.3s", "0.5ns", "1e3s",
                                 "1000000h", "99999999999999999999s"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(Duration, IsPrintedWithABlankBeforeItsUnit) {
  EXPECT_EQ(in_words(10s), "10 s");
  EXPECT_EQ(in_words(1500ms), "1500 ms");
  EXPECT_EQ(in_words(24h), "24 h");
}

TEST(Spelling, CountsAnEditForEachLetterAndOneForASwap) {
  EXPECT_EQ(edit_distance("expect_get", "expect_get"), 0U);
  EXPECT_EQ(edit_distance("expect_gett", "expect_get"), 1U);
  EXPECT_EQ(edit_distance("stauts", "status"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
}

TEST(Spelling, SuggestsTheNearestWordAndNothingFarAway) {
  const std::vector<std::string> words{"phone", "file", "status"};
  EXPECT_EQ(nearest("phnoe", words), "phone");
  EXPECT_EQ(nearest("stats", words), "status");
  EXPECT_EQ(nearest("severity", words), std::nullopt);
  EXPECT_EQ(nearest("", words), std::nullopt);
}

TEST(Placeholder, IsReplacedWhenKnownAndLeftWhenNot) {
  EXPECT_EQ(filled_in("${mac}.cfg", {{"mac", "0004f2"}}), "0004f2.cfg");
  EXPECT_EQ(filled_in("${a}${b}${", {{"a", "1"}}), "1${b}${");
  EXPECT_EQ(unknown_placeholder("x ${mac} ${nubmer}", {"mac", "number"}), "nubmer");
  EXPECT_EQ(unknown_placeholder("x ${mac", {}), std::nullopt);
  EXPECT_TRUE(uses("a${number}", "number"));
  EXPECT_FALSE(uses("a${number}", "mac"));
}

TEST(Pattern, TakesAStarForAnyText) {
  EXPECT_TRUE(matches_pattern("http://a/b/1", "http://*/b/*"));
  EXPECT_TRUE(matches_pattern("abcabd", "*abd"));
  EXPECT_TRUE(matches_pattern("", "*"));
  EXPECT_FALSE(matches_pattern("http://a/b", "http://*/c"));
  EXPECT_FALSE(matches_pattern("ab", "a"));
  EXPECT_TRUE(matches_pattern("a?c", "a?c"));
  EXPECT_FALSE(matches_pattern("abc", "a?c"));
}

}  // namespace
}  // namespace scenarios
