#include "gateway/web/html.hpp"

#include <gtest/gtest.h>

namespace gateway::web {
namespace {

TEST(Html, WhatSomebodyTypedNeverBecomesATag) {
  EXPECT_EQ(text("<b>\"Tom\" & 'Jerry'</b>").string(), "&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;");
}

TEST(Html, NorDoesItLeaveItsAttribute) {
  EXPECT_EQ(lone_tag("input", {{"value", "\"><script>"}}).string(), "<input value=\"&quot;&gt;&lt;script&gt;\">");
}

TEST(Html, TagsNest) {
  EXPECT_EQ(tag("p", {{"class", "a"}}, text("1 < 2 ") + link("/x", "more")).string(),
            "<p class=\"a\">1 &lt; 2 <a href=\"/x\">more</a></p>\n");
}

TEST(Html, AnAttributeWithoutAValueIsItsName) {
  EXPECT_EQ(lone_tag("input", {{"required", ""}, {"name", "x"}}).string(), "<input required name=\"x\">");
}

}  // namespace
}  // namespace gateway::web
