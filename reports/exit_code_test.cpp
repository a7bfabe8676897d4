#include "reports/exit_code.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace reports {
namespace {

TEST(ExitCode, IsThatOfTheGravestCase) {
  using enum scenarios::CaseOutcome;
  struct Row {
    std::vector<scenarios::CaseOutcome> outcomes;
    int code;
  };
  const Row rows[] = {
      {{}, 1},
      {{not_applicable}, 1},
      {{passed}, 0},
      {{passed, not_applicable}, 0},
      {{passed, failed}, 4},
      {{failed, timed_out}, 5},
      {{failed, timed_out, unreadable}, 2},
      {{failed, timed_out, unreadable, harness_fault}, 3},
      {{interrupted, failed, timed_out, unreadable, harness_fault, passed}, 130},
      {{failed, not_applicable}, 4},
  };
  for (const auto& [outcomes, code] : rows) {
    EXPECT_EQ(static_cast<int>(exit_code(std::span<const scenarios::CaseOutcome>(outcomes))), code);
  }
}

}  // namespace
}  // namespace reports
