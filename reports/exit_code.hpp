#pragma once

#include <span>

#include "scenarios/result.hpp"

namespace reports {

// What a process tells the shell (README, "Exit codes").
enum class ExitCode : int {
  passed = 0,
  nothing_ran = 1,
  unreadable = 2,
  harness = 3,
  failed = 4,
  timed_out = 5,
  interrupted = 130
};

// Of many cases the gravest: 130, else 3, 2, 5, 4, 0. Nothing that ran, or nothing applicable, is never a pass: 1.
ExitCode exit_code(std::span<const scenarios::CaseOutcome> outcomes);
ExitCode exit_code(std::span<const scenarios::CaseResult> results);

}  // namespace reports
