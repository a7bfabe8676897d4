#include "reports/exit_code.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace reports {
namespace {

using scenarios::CaseOutcome;

struct Grade {
  CaseOutcome outcome;
  ExitCode code;
};

constexpr std::array gravest_first{
    Grade{CaseOutcome::interrupted, ExitCode::interrupted}, Grade{CaseOutcome::harness_fault, ExitCode::harness},
    Grade{CaseOutcome::unreadable, ExitCode::unreadable},   Grade{CaseOutcome::timed_out, ExitCode::timed_out},
    Grade{CaseOutcome::failed, ExitCode::failed},           Grade{CaseOutcome::passed, ExitCode::passed}};

}  // namespace

ExitCode exit_code(std::span<const CaseOutcome> outcomes) {
  for (const auto& [outcome, code] : gravest_first) {
    if (std::find(outcomes.begin(), outcomes.end(), outcome) != outcomes.end()) return code;
  }
  return ExitCode::nothing_ran;
}

ExitCode exit_code(std::span<const scenarios::CaseResult> results) {
  std::vector<CaseOutcome> outcomes;
  for (const auto& result : results) outcomes.push_back(result.outcome);
  return exit_code(std::span<const CaseOutcome>(outcomes));
}

}  // namespace reports
