#include "scenarios/source.hpp"

#include <gtest/gtest.h>

namespace scenarios {
namespace {

TEST(Diagnostic, ShowsTheAuthorsLineWithCaretsAndAHelp) {
  Diagnostic mistake;
  mistake.where = {"first_boot.yaml", 2, 3};
  mistake.sentence = "unknown step 'expect_gett'";
  mistake.underline = 11;
  mistake.help = {"did you mean 'expect_get'?"};
  EXPECT_EQ(print(mistake, "steps:\n- expect_gett: {phone: lobby}\n"),
            "first_boot.yaml:2:3: error: unknown step 'expect_gett'\n"
            "    |\n"
            "  2 | - expect_gett: {phone: lobby}\n"
            "    |   ^^^^^^^^^^^\n"
            "    = help: did you mean 'expect_get'?\n");
}

TEST(Diagnostic, OfAFailedExpectationPutsTheWorldsAnswerAtTheCaret) {
  Diagnostic failure;
  failure.where = {"a.yaml", 1, 3};
  failure.kind = DiagnosticKind::failed;
  failure.sentence = "expect lobby to GET a.cfg and receive 200 within 5 s";
  failure.culprit = Span{1, 16, 11};
  failure.at_caret = "got 404";
  failure.seen = {" 1.204 s  activator   one", " 2.310 s  lobby       two"};
  failure.rerun = "dialtone run --seed=1 a.yaml";
  EXPECT_EQ(print(failure, "- expect_get: {status: 200}"),
            "a.yaml:1:3: failed: expect lobby to GET a.cfg and receive 200 within 5 s\n"
            "    |\n"
            "  1 | - expect_get: {status: 200}\n"
            "    |                ^^^^^^^^^^^ got 404\n"
            "    = seen:  1.204 s  activator   one\n"
            "    =        2.310 s  lobby       two\n"
            "    = rerun: dialtone run --seed=1 a.yaml\n");
}

TEST(Diagnostic, KeepsTheGutterStraightForLargeLineNumbers) {
  Diagnostic mistake;
  mistake.where = {"a.yaml", 1000, 1};
  mistake.sentence = "no";
  EXPECT_EQ(print(mistake, std::string(999, '\n') + "x: 1"),
            "a.yaml:1000:1: error: no\n      |\n 1000 | x: 1\n      | ^\n");
}

TEST(Diagnostic, PutsTheCaretsUnderTheWordBehindTabsAndUmlauts) {
  Diagnostic mistake;
  mistake.where = {"a.yaml", 1, 5};
  mistake.sentence = "no";
  EXPECT_EQ(print(mistake, "\tü: x"), "a.yaml:1:5: error: no\n    |\n  1 | \tü: x\n    | \t   ^\n");
}

TEST(Diagnostic, NeverShowsAPassword) {
  Diagnostic mistake;
  mistake.where = {"a.yaml", 1, 1};
  mistake.sentence = "no";
  for (const auto* const line : {"{password: s3crét, user: x}", "{password: \"s3crét\", user: x}"}) {
    const auto text = print(mistake, line);
    EXPECT_EQ(text.find("s3"), std::string::npos) << text;
    EXPECT_NE(text.find("******"), std::string::npos) << text;
    EXPECT_NE(text.find("user: x"), std::string::npos) << text;
  }
}

TEST(Diagnostic, SaysNothingOfALineThatTheFileDoesNotHave) {
  Diagnostic mistake;
  mistake.where = {"a.yaml", 7, 1};
  mistake.sentence = "no";
  EXPECT_EQ(print(mistake, "one\n"), "a.yaml:7:1: error: no\n");
}

TEST(Diagnostic, DisarmsControlCharacters) {
  Diagnostic mistake;
  mistake.where = {"a.yaml", 1, 1};
  mistake.sentence = "no";
  mistake.seen = {"\x1b[31mred", "\x1b[31mred"};
  mistake.at_caret = "\x1b[31mred";
  EXPECT_EQ(print(mistake, "\x1b[31mred").find('\x1b'), std::string::npos);
}

TEST(Source, StarsAPasswordHoweverItIsWritten) {
  for (const std::string written :
       {"password: my secret words", "\"password\": secret", "password : secret", "password: \"sec\\\"ret\"",
        "password: 'sec''ret'", "Password: secret", "passwrd: secret", "password: a, secret"}) {
    Diagnostic diagnostic;
    diagnostic.where = {"x.yaml", 1, 1};
    diagnostic.sentence = "wrong";
    const auto printed = print(diagnostic, "- {mac: 1, " + written + ", user: \"2001\"}");
    EXPECT_EQ(printed.find("sec"), std::string::npos) << printed;
    EXPECT_NE(printed.find("user: \"2001\"}"), std::string::npos) << printed;
  }
}

}  // namespace
}  // namespace scenarios
