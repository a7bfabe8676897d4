#pragma once

#include "scenarios/result.hpp"

namespace reports {

inline scenarios::CaseResult passed_case() {
  scenarios::CaseResult result;
  result.name = "first boot";
  result.file = "scenarios/first_boot.yaml";
  result.world = scenarios::WorldKind::memory;
  result.duration = std::chrono::milliseconds(3500);
  result.rerun = "dialtone run --wire=memory --seed=1 scenarios/first_boot.yaml";
  result.secrets = {"s3cret"};
  result.steps = {{"power on lobby", scenarios::StepOutcome::passed, {}, {}, {}, {}},
                  {"expect lobby to get a lease within 10 s",
                   scenarios::StepOutcome::passed,
                   {},
                   net::TimePoint(std::chrono::milliseconds(1204)),
                   {},
                   {}}};
  return result;
}

inline scenarios::CaseResult failed_case() {
  auto result = passed_case();
  result.outcome = scenarios::CaseOutcome::failed;
  result.steps[1].outcome = scenarios::StepOutcome::failed;
  result.steps[1].failure.emplace();
  result.steps[1].failure_text =
      "scenarios/first_boot.yaml:8:5: failed: <expected> & more\n"
      "    = seen: GET /phoneprovisioning/020319816065/a.cfg with s3cret \x1b[31m\n";
  result.steps.push_back({"wait 1 s", scenarios::StepOutcome::not_run, {}, {}, {}, {}});
  result.why = result.steps[1].sentence;
  return result;
}

}  // namespace reports
