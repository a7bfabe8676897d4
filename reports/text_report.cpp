#include "reports/text_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reports/masking.hpp"

namespace reports {
namespace {

using scenarios::CaseOutcome;
using scenarios::StepOutcome;

constexpr const char* green = "32";
constexpr const char* red = "31";
constexpr const char* yellow = "33";
constexpr std::size_t progress_width = 100;

const char* colour_of(CaseOutcome outcome) {
  if (outcome == CaseOutcome::passed) return green;
  return outcome == CaseOutcome::not_applicable ? yellow : red;
}

std::string mark_of(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::passed: return "ok";
    case StepOutcome::failed: return "FAILED";
    case StepOutcome::stopped: return "stopped";
    case StepOutcome::not_run: return "not run";
  }
  return "";
}

std::string step_line(const scenarios::StepResult& step) {
  const bool ran = step.outcome != StepOutcome::not_run;
  return fmt::format("  {:>10}  {:<7}  {}", ran ? net::seconds(step.ended) + " s" : "", mark_of(step.outcome),
                     step.sentence);
}

}  // namespace

TextReport::TextReport(std::ostream& out, std::ostream& progress, TextStyle style)
    : out_(out), progress_(progress), style_(style) {}

std::string TextReport::coloured(const char* colour, const std::string& text) const {
  return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", colour, text) : text;
}

void TextReport::clear_progress() {
  if (line_open_) progress_ << "\r\x1b[K" << std::flush;
  line_open_ = false;
}

void TextReport::step_started(const scenarios::CaseResult& so_far, std::size_t index,
                              const scenarios::StepResult& step) {
  if (!style_.progress) return;
  const Masker mask(so_far.secrets, so_far.numbers);
  clear_progress();
  const auto line = fmt::format("{}  step {}  {}", so_far.name, index + 1, mask(step.sentence));
  progress_ << line.substr(0, progress_width) << std::flush;
  line_open_ = true;
}

void TextReport::case_ended(const scenarios::CaseResult& result) {
  clear_progress();
  const Masker mask(result.secrets, result.numbers);
  out_ << mask(fmt::format("{} ({}, {}, seed {})", result.name, result.file, to_string(result.world), result.seed))
       << '\n';
  for (const auto& step : result.steps) {
    const auto line = mask(step_line(step));
    out_ << (step.outcome == StepOutcome::failed ? coloured(red, line) : line) << '\n';
    if (step.failure) out_ << '\n' << mask(step.failure_text) << '\n';
  }
  const bool explained = result.outcome == CaseOutcome::passed || result.outcome == CaseOutcome::failed;
  out_ << "  " << coloured(colour_of(result.outcome), to_string(result.outcome));
  if (!explained && !result.why.empty()) out_ << ": " << mask(result.why);
  if (result.outcome == CaseOutcome::passed) out_ << " in " << net::seconds(result.duration) << " s";
  out_ << '\n';
  if (!result.artefacts.empty()) out_ << "  kept: " << result.artefacts << '\n';
  out_ << '\n' << std::flush;
}

void TextReport::summary(std::span<const scenarios::CaseResult> results) {
  clear_progress();
  std::string line;
  for (const auto outcome :
       {CaseOutcome::passed, CaseOutcome::failed, CaseOutcome::timed_out, CaseOutcome::unreadable,
        CaseOutcome::harness_fault, CaseOutcome::interrupted, CaseOutcome::not_applicable}) {
    const auto count = std::count_if(results.begin(), results.end(),
                                     [&](const auto& result) { return result.outcome == outcome; });
    const bool always = outcome == CaseOutcome::passed || outcome == CaseOutcome::failed;
    if (count == 0 && !always) continue;
    const auto words = fmt::format("{} {}", count, to_string(outcome));
    line += fmt::format("{}{}", line.empty() ? "" : ", ", count != 0 ? coloured(colour_of(outcome), words) : words);
  }
  out_ << line << '\n' << std::flush;
}

}  // namespace reports
