#include "gateway/cli/terminal.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace gateway {
namespace {

std::string echo(std::string_view line) { return line == "bad" ? "error: no" : "[" + std::string(line) + "]"; }

TEST(Terminal, AnswersEveryLineUntilTheTextEnds) {
  std::istringstream in("one\n\n  # a comment\nbad\r\n two ");
  std::ostringstream out;
  EXPECT_EQ(converse(in, out, "", echo), 1U);
  EXPECT_EQ(out.str(), "[one]\nerror: no\n[two]\n");
}

TEST(Terminal, PromptsAndEndsWhenAsked) {
  std::istringstream in("one\nEXIT\ntwo\n");
  std::ostringstream out;
  EXPECT_EQ(converse(in, out, "> ", echo), 0U);
  EXPECT_EQ(out.str(), "> [one]\n> ");
}

}  // namespace
}  // namespace gateway
