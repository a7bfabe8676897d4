#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>

#include "scenarios/result.hpp"

namespace reports {

struct TextStyle {
  bool colour = false;    // the caller asks the terminal and NO_COLOR
  bool progress = false;  // rewrite one line with what is being done; only on a terminal
};

// Tells people what happened, case by case, while it happens. Numbers and passwords are masked.
class TextReport {
 public:
  TextReport(std::ostream& out, std::ostream& progress, TextStyle style);

  void step_started(const scenarios::CaseResult& so_far, std::size_t index, const scenarios::StepResult& step);
  void case_ended(const scenarios::CaseResult& result);
  void summary(std::span<const scenarios::CaseResult> results);  // "3 passed, 1 failed"

 private:
  void clear_progress();
  [[nodiscard]] std::string coloured(const char* colour, const std::string& text) const;

  std::ostream& out_;
  std::ostream& progress_;
  TextStyle style_;
  bool line_open_ = false;
};

}  // namespace reports
