#include "sim/run_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

#include "reports/handset_table.hpp"
#include "reports/junit.hpp"
#include "reports/text_report.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/runner.hpp"
#include "sim/case_folder.hpp"
#include "sim/interrupt.hpp"
#include "sim/live_machine.hpp"
#include "sim/private_file.hpp"
#include "sim/refusal.hpp"
#include "sim/selection.hpp"
#include "sim/vocabulary.hpp"
#include "sim/world.hpp"

namespace sim {
namespace {

using reports::ExitCode;
using scenarios::CaseOutcome;
using scenarios::CaseResult;
using scenarios::Scenario;

// All files, or nothing: one mistake anywhere and nothing is run.
std::optional<std::vector<Scenario>> read_all(const std::vector<std::string>& files) {
  const ProductVocabulary vocabulary;
  std::vector<Scenario> read;
  bool clean = true;
  for (const auto& file : files) {
    auto reading = scenarios::read_scenario_file(file, vocabulary);
    if (!reading.scenario) {
      std::cerr << print(reading) << '\n';
      clean = false;
    } else {
      read.push_back(std::move(*reading.scenario));
    }
  }
  if (!clean) return std::nullopt;
  return read;
}

bool tagged(const Scenario& scenario, const std::vector<std::string>& tags) {
  return tags.empty() || std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
           return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
         });
}

// --until names a step of every scenario that is run, or it was mistyped.
bool every_file_has_step(const std::vector<Scenario>& scenarios, const std::optional<std::string>& until) {
  if (!until) return true;
  for (const auto& scenario : scenarios) {
    if (find_step(scenario, *until)) continue;
    std::cerr << fmt::format(
        "dialtone: {} has no step '{}': --until takes a step's id, or its number from 1 to {}\n", scenario.file,
        *until, scenario.steps.size());
    return false;
  }
  return true;
}

// Refused now, not when everything has been run.
void prepare_reports(const RunSettings& settings) {
  if (settings.out) std::filesystem::create_directories(*settings.out);
  if (settings.junit) PrivateFile::save(*settings.junit, "");
}

std::string joined(const std::vector<std::filesystem::path>& paths) {
  std::string text;
  for (const auto& path : paths) text += (text.empty() ? "" : " ") + path.string();
  return text;
}

bool may_colour() { return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

// One run: its settings, what it tells, and how much time it has left.
class Run {
 public:
  explicit Run(const RunSettings& settings)
      : settings_(settings),
        report_(text_, std::cerr, {may_colour(), ::isatty(STDERR_FILENO) == 1}),
        started_(std::chrono::steady_clock::now()) {}

  void perform(Scenario& scenario);
  void leave_out(const Scenario& scenario);  // the run is over: the case is told all the same
  ExitCode finish();
  [[nodiscard]] bool over() const { return Interrupt::requested() || timed_out_; }

 private:
  CaseResult run_in_world(Scenario& scenario, CaseFolder& folder);
  std::optional<net::Duration> time_left() const;
  std::string folder_name(const Scenario& scenario);
  void tell();  // hands on what the report has said since

  const RunSettings& settings_;
  Interrupt interrupt_;
  std::ostringstream text_;
  std::string whole_text_;
  reports::TextReport report_;
  std::chrono::steady_clock::time_point started_;
  std::vector<CaseResult> results_;
  std::map<std::string, int> folder_names_;
  bool timed_out_ = false;
};

std::optional<net::Duration> Run::time_left() const {
  if (!settings_.timeout) return std::nullopt;
  const auto used = std::chrono::steady_clock::now() - started_;
  return std::max(net::Duration::zero(), *settings_.timeout - std::chrono::duration_cast<net::Duration>(used));
}

// The file's stem; of two scenarios with one stem the second gets a number.
std::string Run::folder_name(const Scenario& scenario) {
  const auto stem = std::filesystem::path(scenario.file).stem().string();
  const int times = ++folder_names_[stem];
  return times == 1 ? stem : fmt::format("{}-{}", stem, times);
}

CaseResult Run::run_in_world(Scenario& scenario, CaseFolder& folder) {
  reports::HandsetTable table;  // both outlive the world, whose last words are noted too
  std::vector<std::string> numbers;
  WorldPlan plan{folder.path(), settings_.gateway, interrupt_.descriptor()};
  const bool live = settings_.world == scenarios::WorldKind::live;
  const auto world = live ? make_live_world(scenario, plan) : make_memory_world(scenario, plan);
  world->journal().subscribe([&](const net::Record& record) {
    table.observe(record);
    if (record.kind == net::Kind::event_received && record.has("rand")) numbers.emplace_back(record.text("rand"));
  });

  scenarios::RunOptions options;
  options.world = settings_.world;
  options.timeout = time_left();
  if (settings_.until) options.until = find_step(scenario, *settings_.until);
  options.interrupted = [] { return Interrupt::requested(); };
  CaseResult so_far{scenario.name, scenario.file, scenario.seed, settings_.world};
  options.on_step_started = [&](std::size_t index, const auto& step) { report_.step_started(so_far, index, step); };
  auto result = run_case(scenario, *world, options);
  result.numbers = std::move(numbers);
  if (result.outcome == CaseOutcome::timed_out) {
    result.why = "the run's --timeout of " + net::to_string(*settings_.timeout) + " came first";
  }
  PrivateFile::save(folder.path() / "handsets.txt", table.text());
  return result;
}

void Run::perform(Scenario& scenario) {
  if (!runs_in(scenario, settings_.world)) {
    results_.push_back(not_applicable(scenario, settings_.world));
  } else {
    if (settings_.seed) scenario.seed = *settings_.seed;
    CaseResult result{scenario.name, scenario.file, scenario.seed, settings_.world};
    try {
      CaseFolder folder(folder_name(scenario), settings_.out);
      try {
        result = run_in_world(scenario, folder);
      } catch (const std::exception& refusal) {
        result.outcome = CaseOutcome::harness_fault;
        result.why = sentence(refusal);
      }
      if (result.outcome != CaseOutcome::passed) {
        folder.keep();
        result.artefacts = folder.path().string();
      }
    } catch (const std::exception& refusal) {
      result.outcome = CaseOutcome::harness_fault;
      result.why = sentence(refusal);
    }
    timed_out_ = timed_out_ || result.outcome == CaseOutcome::timed_out;
    results_.push_back(std::move(result));
  }
  report_.case_ended(results_.back());
  tell();
}

void Run::leave_out(const Scenario& scenario) {
  CaseResult result{scenario.name, scenario.file, scenario.seed, settings_.world};
  result.outcome = Interrupt::requested() ? CaseOutcome::interrupted : CaseOutcome::timed_out;
  result.why = "not started: the run was over";
  results_.push_back(std::move(result));
  report_.case_ended(results_.back());
  tell();
}

void Run::tell() {
  std::cout << text_.str() << std::flush;
  whole_text_ += text_.str();
  text_.str({});
}

ExitCode Run::finish() {
  report_.summary(results_);
  tell();
  const auto xml = settings_.junit || settings_.out ? reports::junit_xml(results_) : std::string();
  if (settings_.junit) PrivateFile::save(*settings_.junit, xml);
  if (settings_.out) {
    PrivateFile::save(*settings_.out / "junit.xml", xml);
    PrivateFile::save(*settings_.out / "report.txt", whole_text_);
  }
  return reports::exit_code(results_);
}

}  // namespace

ExitCode run_command(const RunSettings& settings) {
  const auto files = scenario_files(settings.paths);
  if (files.empty()) {
    std::cerr << fmt::format("dialtone: no scenario in {}: a scenario is a file that ends in .yaml\n",
                             joined(settings.paths));
    return ExitCode::nothing_ran;
  }
  auto read = read_all(files);
  if (!read) return ExitCode::unreadable;
  std::erase_if(*read, [&](const auto& scenario) { return !tagged(scenario, settings.tags); });
  if (read->empty()) {
    std::cerr << fmt::format("dialtone: none of {} scenarios has a tag asked for\n", files.size());
    return ExitCode::nothing_ran;
  }
  if (!every_file_has_step(*read, settings.until)) return ExitCode::nothing_ran;
  if (settings.world == scenarios::WorldKind::live) {
    if (const auto why = prepare_live_machine(settings.gateway)) {
      std::cerr << *why;
      return ExitCode::harness;
    }
  }
  prepare_reports(settings);
  Run run(settings);
  for (auto& scenario : *read) {
    if (run.over())
      run.leave_out(scenario);
    else
      run.perform(scenario);
  }
  return run.finish();
}

ExitCode check_command(const std::vector<std::filesystem::path>& paths) {
  const auto files = scenario_files(paths);
  if (files.empty()) {
    std::cerr << fmt::format("dialtone: no scenario in {}\n", joined(paths));
    return ExitCode::nothing_ran;
  }
  const auto read = read_all(files);
  if (!read) return ExitCode::unreadable;
  for (const auto& scenario : *read) {
    std::cout << fmt::format("{}: {} steps, {} handsets, {} accounts: no mistake\n", scenario.file,
                             scenario.steps.size(), scenario.phones.size(), scenario.accounts.size());
  }
  return ExitCode::passed;
}

}  // namespace sim
