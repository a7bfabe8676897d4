#include "reports/text_report.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "reports/sample_results.hpp"

namespace reports {
namespace {

class Text : public ::testing::Test {
 protected:
  std::string told(const scenarios::CaseResult& result, TextStyle style = {}) {
    TextReport(out_, progress_, style).case_ended(result);
    return out_.str();
  }

  std::ostringstream out_, progress_;
};

TEST_F(Text, ListsTheStepsWithTheInstantEachWasDone) {
  EXPECT_EQ(told(passed_case()),
            "first boot (scenarios/first_boot.yaml, memory, seed 1)\n"
            "     0.000 s  ok       power on lobby\n"
            "     1.204 s  ok       expect lobby to get a lease within 10 s\n"
            "  passed in 3.500 s\n\n");
}

TEST_F(Text, ShowsAFailureWithoutItsSecrets) {
  EXPECT_EQ(told(failed_case()),
            "first boot (scenarios/first_boot.yaml, memory, seed 1)\n"
            "     0.000 s  ok       power on lobby\n"
            "     1.204 s  FAILED   expect lobby to get a lease within 10 s\n"
            "\n"
            "scenarios/first_boot.yaml:8:5: failed: <expected> & more\n"
            "    = seen: GET /phoneprovisioning/<number>/a.cfg with <password> ?[31m\n"
            "\n"
            "              not run  wait 1 s\n"
            "  failed\n\n");
}

TEST_F(Text, SaysWhyACaseDidNotEndByItself) {
  auto result = passed_case();
  result.outcome = scenarios::CaseOutcome::harness_fault;
  result.why = "smg died";
  result.artefacts = "dialtone-out/first_boot";
  const auto text = told(result);
  EXPECT_NE(text.find("  harness fault: smg died\n  kept: dialtone-out/first_boot\n"), std::string::npos) << text;
}

TEST_F(Text, IsColouredOnlyWhenAsked) {
  EXPECT_EQ(told(failed_case()).find("\x1b[0m"), std::string::npos);
  EXPECT_NE(told(failed_case(), {true, false}).find("\x1b[31mfailed\x1b[0m"), std::string::npos);
}

TEST_F(Text, ShowsProgressOnlyWhenAskedAndTakesItAwayAgain) {
  const auto result = passed_case();
  TextReport quiet(out_, progress_, {});
  quiet.step_started(result, 0, result.steps[0]);
  EXPECT_EQ(progress_.str(), "");
  TextReport busy(out_, progress_, {false, true});
  busy.step_started(result, 0, result.steps[0]);
  busy.summary({});
  EXPECT_EQ(progress_.str(), "first boot  step 1  power on lobby\r\x1b[K");
}

TEST_F(Text, SumsUpWhatHappenedToAllCases) {
  auto elsewhere = passed_case();
  elsewhere.outcome = scenarios::CaseOutcome::not_applicable;
  const std::vector<scenarios::CaseResult> results{passed_case(), failed_case(), passed_case(), elsewhere};
  TextReport(out_, progress_, {}).summary(results);
  EXPECT_EQ(out_.str(), "2 passed, 1 failed, 1 not applicable\n");
}

}  // namespace
}  // namespace reports
