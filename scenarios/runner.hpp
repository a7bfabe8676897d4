#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "net/time.hpp"
#include "scenarios/result.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/world.hpp"

namespace scenarios {

struct RunOptions {
  WorldKind world = WorldKind::live;     // for the rerun command and the reports
  std::optional<net::Duration> timeout;  // of the case, on its loop's clock
  std::optional<std::size_t> until;      // the last step to perform, from 0; find_step() reads --until
  std::function<bool()> interrupted;     // asked after every callback of the loop; may be empty
  std::function<void(std::size_t index, const StepResult&)> on_step_started;  // progress; may be empty
  std::function<void(std::size_t index, const StepResult&)> on_step_ended;    // may be empty
};

// Performs the steps in order and stops at the first that fails; what came of them is read from the world's
// journal. Notes step_started, verdict and case_ended there (run_started and case_started are noted by who builds
// the world).
CaseResult run_case(const Scenario& scenario, World& world, const RunOptions& options);

// The result of a case that was not run, for the reports.
CaseResult not_applicable(const Scenario& scenario, WorldKind world);
CaseResult unreadable(const std::string& file, std::string why);

std::string rerun_command(const Scenario& scenario, WorldKind world);  // dialtone run --seed=1 scenarios/x.yaml

}  // namespace scenarios
