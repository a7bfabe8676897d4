#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/time.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/source.hpp"

namespace scenarios {

enum class StepOutcome { passed, failed, stopped, not_run };  // stopped: the case ended while it was going on
std::string to_string(StepOutcome outcome);

struct StepResult {
  std::string sentence;  // describe(step)
  StepOutcome outcome = StepOutcome::not_run;
  net::TimePoint started{};  // both on the case's clock; zero when not run
  net::TimePoint ended{};
  std::optional<Diagnostic> failure;
  std::string failure_text;  // the failure printed; raw: reports mask it
};

// How a case ended; `unreadable` (its file has mistakes) and `not_applicable` (it cannot exist in this world) are
// set by whoever did not run it.
enum class CaseOutcome { passed, failed, timed_out, unreadable, harness_fault, interrupted, not_applicable };
std::string to_string(CaseOutcome outcome);  // "passed", "timed out", …

struct CaseResult {
  std::string name{};
  std::string file{};
  std::uint64_t seed = 1;
  WorldKind world = WorldKind::live;
  CaseOutcome outcome = CaseOutcome::passed;
  std::string why{};  // one sentence, when it did not pass
  std::vector<StepResult> steps{};
  net::Duration duration{};  // on the case's clock
  std::string rerun{};       // the command that does it again
  std::string artefacts{};   // the folder that holds what is left of the case; empty when nothing was kept
  std::vector<std::string> numbers{};  // the random numbers of the case, for the reports to mask
  std::vector<std::string> secrets{};  // the accounts' passwords, for the reports to mask
};

}  // namespace scenarios
