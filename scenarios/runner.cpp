#include "scenarios/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "scenarios/evidence.hpp"
#include "scenarios/expectation.hpp"
#include "scenarios/phone_book.hpp"

namespace scenarios {
namespace {

// What the journal's reader holds on to. The journal outlives the run (tearing a world down is noted too) and has
// no way to unsubscribe, so both own this: the run lets go of the rest by clearing `open`.
struct Observer {
  explicit Observer(const Scenario& scenario) : book(scenario.phones), evidence(book) {}

  void observe(const net::Record& record) {
    if (!open || net::schema(record.kind).source == net::Source::run) return;
    const auto phone = book.subject(record);
    evidence.observe(record, phone);
    for (const auto& judge : judges) {
      if (judge) judge->feed(record, phone);
    }
  }

  PhoneBook book;
  Evidence evidence;
  std::vector<std::unique_ptr<Judge>> judges;  // by step; null when it has not begun, is over, or is no expectation
  bool open = true;
};

class Run {
 public:
  Run(const Scenario& scenario, World& world, const RunOptions& options)
      : scenario_(scenario), world_(world), options_(options), observer_(std::make_shared<Observer>(scenario)) {
    observer_->judges.resize(scenario.steps.size());
    world.journal().subscribe([observer = observer_](const net::Record& record) { observer->observe(record); });
    result_.name = scenario.name;
    result_.file = scenario.file;
    result_.seed = scenario.seed;
    result_.world = options.world;
    result_.rerun = rerun_command(scenario, options.world);
    for (const auto& account : scenario.accounts) result_.secrets.push_back(account.password);
    for (const auto& step : scenario.steps) result_.steps.emplace_back().sentence = describe(step);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    observer_->open = false;
    observer_->judges.clear();
  }

  CaseResult perform() {
    const auto begun = now();
    if (options_.timeout) give_up_at_ = begun + *options_.timeout;
    begin_judging_after_acting(0);
    const auto last = std::min(options_.until.value_or(scenario_.steps.size()), scenario_.steps.size());
    for (std::size_t i = 0; i < scenario_.steps.size() && i <= last && result_.outcome == CaseOutcome::passed;
         ++i) {
      perform_step(i);
    }
    result_.duration = now() - begun;
    world_.journal().note(net::Kind::case_ended, "run",
                          {{"outcome", to_string(result_.outcome)},
                           {"why", result_.why.empty() ? std::nullopt : std::optional(result_.why)}});
    return std::move(result_);
  }

 private:
  [[nodiscard]] net::TimePoint now() const { return world_.loop().now(); }

  void perform_step(std::size_t index) {
    const auto& step = scenario_.steps[index];
    auto& result = result_.steps[index];
    result.started = now();
    result.outcome = StepOutcome::stopped;
    world_.journal().note(net::Kind::step_started, "run",
                          {{"index", index + 1}, {"text", result.sentence}, {"acting", is_acting(step)}});
    if (options_.on_step_started) options_.on_step_started(index, result);
    if (is_acting(step)) {
      begin_judging_after_acting(index + 1);
      begin_judging_after(step);
      act(step);
    } else if (const auto* const wait = std::get_if<Wait>(&step.what)) {
      if (run_until([] { return false; }, now() + wait->duration)) result.outcome = StepOutcome::passed;
    } else {
      expect(index);
    }
    if (is_acting(step) && may_go_on()) result.outcome = StepOutcome::passed;
    result.ended = now();
    note_verdict(index);
    if (!is_acting(step)) begin_judging_after(step);
    if (options_.on_step_ended) options_.on_step_ended(index, result);
  }

  void act(const Step& step) {
    const auto* const on = std::get_if<PowerOn>(&step.what);
    const auto* const off = std::get_if<PowerOff>(&step.what);
    for (const auto phone : observer_->book.members(on != nullptr ? on->phone : off->phone)) {
      const auto& name = observer_->book[phone].name;
      on != nullptr ? world_.power_on(name) : world_.power_off(name);
    }
  }

  // The expectations up to the next acting step look at the records from now on.
  void begin_judging_after_acting(std::size_t first) {
    for (auto i = first; i < scenario_.steps.size() && !is_acting(scenario_.steps[i]); ++i) {
      const auto* const window = window_of(scenario_.steps[i]);
      if (window != nullptr && !window->after) begin_judging(i);
    }
  }

  void begin_judging_after(const Step& step) {
    if (step.id.empty()) return;
    for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
      const auto* const window = window_of(scenario_.steps[i]);
      if (window != nullptr && window->after == step.id) begin_judging(i);
    }
  }

  void begin_judging(std::size_t index) {
    observer_->judges[index] = make_judge(scenario_.steps[index], now(), observer_->evidence);
  }

  void expect(std::size_t index) {
    const auto judge = [&]() -> Judge& { return *observer_->judges[index]; };
    const bool in_time = run_until([&] { return judge().state() != Judge::State::pending; }, judge().deadline());
    if (!in_time) return;
    judge().close();
    auto& result = result_.steps[index];
    if (judge().state() == Judge::State::met) {
      result.outcome = StepOutcome::passed;
    } else if (!judge().disagreement().empty()) {
      end(CaseOutcome::harness_fault, judge().disagreement());
    } else {
      result.outcome = StepOutcome::failed;
      result.failure = failure(index, judge());
      result.failure_text = print(*result.failure, scenario_.text);
      end(CaseOutcome::failed, result.sentence);
    }
    observer_->judges[index].reset();
  }

  [[nodiscard]] Diagnostic failure(std::size_t index, const Judge& judge) const {
    const auto& step = scenario_.steps[index];
    const auto miss = judge.miss();
    Diagnostic diagnostic;
    diagnostic.where = step.where;
    diagnostic.kind = DiagnosticKind::failed;
    diagnostic.sentence = result_.steps[index].sentence;
    diagnostic.underline = step.underline;
    if (const auto* const span = field(step, miss.field); span != nullptr) diagnostic.culprit = *span;
    diagnostic.at_caret = miss.answer;
    diagnostic.seen = judge.seen();
    if (diagnostic.seen.empty()) diagnostic.seen.emplace_back("nothing of it");
    diagnostic.rerun = result_.rerun;
    return diagnostic;
  }

  // Lets time pass until `done` or `deadline`; false when the case has to stop instead.
  bool run_until(const std::function<bool()>& done, net::TimePoint deadline) {
    const auto first = give_up_at_ ? std::min(deadline, *give_up_at_) : deadline;
    const bool finished = world_.loop().run_until([&] { return !may_go_on() || done(); }, first);
    if (!may_go_on()) return false;
    if (finished || first == deadline) return true;
    end(CaseOutcome::timed_out, fmt::format("the time-out of {} s came first", net::seconds(*options_.timeout)));
    return false;
  }

  bool may_go_on() {
    if (result_.outcome != CaseOutcome::passed) return false;
    if (auto fault = world_.fault(); !fault.empty()) {
      end(CaseOutcome::harness_fault, std::move(fault));
    } else if (options_.interrupted && options_.interrupted()) {
      end(CaseOutcome::interrupted, "interrupted");
    }
    return result_.outcome == CaseOutcome::passed;
  }

  void end(CaseOutcome outcome, std::string why) {
    if (result_.outcome != CaseOutcome::passed) return;
    result_.outcome = outcome;
    result_.why = std::move(why);
  }

  void note_verdict(std::size_t index) {
    const auto& result = result_.steps[index];
    if (result.outcome != StepOutcome::passed && result.outcome != StepOutcome::failed) return;
    const bool passed = result.outcome == StepOutcome::passed;
    world_.journal().note(net::Kind::verdict, "run",
                          {{"index", index + 1},
                           {"outcome", passed ? "passed" : "failed"},
                           {"why", passed ? std::nullopt : std::optional(result.failure->at_caret)}});
  }

  const Scenario& scenario_;
  World& world_;
  const RunOptions& options_;
  std::shared_ptr<Observer> observer_;
  std::optional<net::TimePoint> give_up_at_;
  CaseResult result_;
};

}  // namespace

CaseResult run_case(const Scenario& scenario, World& world, const RunOptions& options) {
  return Run(scenario, world, options).perform();
}

namespace {

// A word as the shell takes it: as it is, or in single quotes.
std::string shell_word(const std::string& word) {
  constexpr std::string_view special = " \t\n|&;<>()$`\\\"'*?[]#~=!{}";
  if (!word.empty() && word.find_first_of(special) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string rerun_command(const Scenario& scenario, WorldKind world) {
  return fmt::format("dialtone run{} --seed={} {}", world == WorldKind::memory ? " --wire=memory" : "",
                     scenario.seed, shell_word(scenario.file));
}

}  // namespace scenarios
