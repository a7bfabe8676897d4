#include "scenarios/runner.hpp"

#include "scenarios/story.hpp"

namespace scenarios {
namespace {

using namespace std::chrono_literals;

class Runner : public Story {};

TEST_F(Runner, PerformsTheStepsInOrderAndNotesEachInTheJournal) {
  steps("  - power_on: office\n  - wait: 3s\n  - expect_provisioned: lobby\n  - power_off: office-2\n");
  then(1s, [&] { provisioned("lobby", "1"); });
  std::vector<std::string> noted;
  world.journal().subscribe([&](const net::Record& record) {
    if (net::schema(record.kind).source != net::Source::run) return;
    noted.push_back(std::string(net::schema(record.kind).name) + " " + net::seconds(record.time));
  });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
  EXPECT_EQ(world.acted, (std::vector<std::string>{"on office-1", "on office-2", "on office-3", "off office-2"}));
  EXPECT_EQ(noted, (std::vector<std::string>{"step_started 0.000", "verdict 0.000", "step_started 0.000",
                                             "verdict 3.000", "step_started 3.000", "verdict 3.000",
                                             "step_started 3.000", "verdict 3.000", "case_ended 3.000"}));
  EXPECT_EQ(result.duration, net::Duration(3s));
}

TEST_F(Runner, StopsAtTheFirstFailureAndShowsItLikeAMistakeInTheFile) {
  steps(
      "  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, status: 200, within: 5s}\n  - wait: 1s\n");
  then(1204ms, [&] { gets("lobby", "/p/a.cfg", 404); });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::failed);
  EXPECT_EQ(result.steps[2].outcome, StepOutcome::not_run);
  EXPECT_EQ(result.steps[1].failure_text,
            "story.yaml:11:5: failed: expect lobby to GET a.cfg and receive 200 within 5 s\n"
            "    |\n"
            " 11 |   - expect_get: {phone: lobby, file: a.cfg, status: 200, within: 5s}\n"
            "    |                                             ^^^^^^^^^^^ got 404\n"
            "    = seen:  1.204 s  lobby       GET /p/a.cfg -> 404\n"
            "    = rerun: dialtone run --wire=memory --seed=7 story.yaml\n");
}

TEST_F(Runner, SaysSoWhenNothingWasSeen) {
  steps("  - expect_provisioned: {phone: lobby, within: 1s}\n");
  EXPECT_NE(run().steps[0].failure_text.find("= seen: nothing of it"), std::string::npos);
}

TEST_F(Runner, GivesUpWhenTheCasesOwnTimeIsOver) {
  steps("  - power_on: lobby\n  - wait: 1min\n  - power_off: lobby\n");
  options.timeout = 10s;
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::timed_out);
  EXPECT_EQ(result.duration, net::Duration(10s));
  EXPECT_EQ(result.steps[1].outcome, StepOutcome::stopped);
  EXPECT_EQ(result.steps[2].outcome, StepOutcome::not_run);
}

TEST_F(Runner, TakesAFaultOfTheWorldForTheHarnessNotForTheProduct) {
  steps("  - power_on: lobby\n  - expect_provisioned: lobby\n");
  then(2s, [&] { world.fault_sentence = "smg died"; });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::harness_fault);
  EXPECT_EQ(result.why, "smg died");
  EXPECT_EQ(result.duration, net::Duration(2s));
}

TEST_F(Runner, EndsWhenItIsInterrupted) {
  steps("  - power_on: lobby\n  - wait: 1min\n");
  bool now = false;
  then(2s, [&] { now = true; });
  options.interrupted = [&] { return now; };
  EXPECT_EQ(run().outcome, CaseOutcome::interrupted);
}

TEST_F(Runner, PerformsNothingAfterTheStepThatUntilNames) {
  steps("  - power_on: {phone: lobby, id: on}\n  - power_off: lobby\n");
  options.until = find_step(scenario, "on");
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
  EXPECT_EQ(result.steps[1].outcome, StepOutcome::not_run);
  EXPECT_EQ(world.acted.size(), 1U);
}

TEST_F(Runner, LeavesTheJournalAloneOnceItHasReturned) {
  steps("  - power_on: lobby\n");
  const auto result = run();
  scenario = {};
  provisioned("lobby", "1");  // tearing a world down is noted too
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
}

TEST_F(Runner, TellsItsListenersOfEveryStep) {
  steps("  - power_on: lobby\n  - wait: 1s\n");
  std::vector<std::string> told;
  options.on_step_started = [&](std::size_t index, const StepResult& step) {
    told.push_back(std::to_string(index) + " " + step.sentence);
  };
  options.on_step_ended = [&](std::size_t, const StepResult& step) { told.push_back(to_string(step.outcome)); };
  run();
  EXPECT_EQ(told, (std::vector<std::string>{"0 power on lobby", "passed", "1 wait 1 s", "passed"}));
}

}  // namespace
}  // namespace scenarios
