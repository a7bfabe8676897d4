#include "scenarios/result.hpp"

#include "scenarios/runner.hpp"

namespace scenarios {

std::string to_string(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::passed: return "passed";
    case StepOutcome::failed: return "failed";
    case StepOutcome::stopped: return "stopped";
    case StepOutcome::not_run: return "not run";
  }
  return "";
}

std::string to_string(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::passed: return "passed";
    case CaseOutcome::failed: return "failed";
    case CaseOutcome::timed_out: return "timed out";
    case CaseOutcome::unreadable: return "unreadable";
    case CaseOutcome::harness_fault: return "harness fault";
    case CaseOutcome::interrupted: return "interrupted";
    case CaseOutcome::not_applicable: return "not applicable";
  }
  return "";
}

CaseResult not_applicable(const Scenario& scenario, WorldKind world) {
  CaseResult result;
  result.name = scenario.name;
  result.file = scenario.file;
  result.seed = scenario.seed;
  result.world = world;
  result.outcome = CaseOutcome::not_applicable;
  result.why = "cannot exist in the " + to_string(world) + " world";
  return result;
}

CaseResult unreadable(const std::string& file, std::string why) {
  CaseResult result;
  result.name = file;
  result.file = file;
  result.outcome = CaseOutcome::unreadable;
  result.why = std::move(why);
  return result;
}

}  // namespace scenarios
