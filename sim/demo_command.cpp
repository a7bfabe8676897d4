#include "sim/demo_command.hpp"

#include <cassert>
#include <iostream>
#include <sstream>

#include "reports/masking.hpp"
#include "reports/text_report.hpp"
#include "scenarios/evidence.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/runner.hpp"
#include "sim/case_folder.hpp"
#include "sim/demo_scenario.hpp"
#include "sim/interrupt.hpp"
#include "sim/live_machine.hpp"
#include "sim/vocabulary.hpp"
#include "sim/world.hpp"

namespace sim {
namespace {

scenarios::Scenario read_demo() {
  auto reading = scenarios::read_scenario(demo_scenario, "first_boot.yaml", ProductVocabulary());
  assert(reading.scenario);  // it is also one of the tests
  return std::move(*reading.scenario);
}

}  // namespace

reports::ExitCode demo_command(const std::filesystem::path& gateway) {
  using scenarios::WorldKind;
  const auto scenario = read_demo();
  auto kind = WorldKind::live;
  if (const auto why = why_not_live(gateway)) {
    std::cerr << "dialtone: in memory, not live, because of " << *why << '\n';
    kind = WorldKind::memory;
  } else {
    prepare_live_machine(gateway);
  }

  const Interrupt interrupt;
  CaseFolder folder("demo", std::nullopt);
  const WorldPlan plan{folder.path(), gateway, interrupt.descriptor()};
  const auto world = kind == WorldKind::live ? make_live_world(scenario, plan) : make_memory_world(scenario, plan);
  std::vector<std::string> passwords;
  for (const auto& account : scenario.accounts) passwords.push_back(account.password);
  const reports::Masker mask(std::move(passwords));
  world->journal().subscribe([&](const net::Record& record) {
    const auto line = scenarios::tell(record);
    if (!line.empty()) std::cout << mask(line) << std::endl;
  });

  scenarios::RunOptions options;
  options.world = kind;
  options.interrupted = [] { return Interrupt::requested(); };
  const auto result = run_case(scenario, *world, options);
  if (result.outcome != scenarios::CaseOutcome::passed) folder.keep();
  std::cout << '\n';
  reports::TextReport report(std::cout, std::cerr, {});
  report.case_ended(result);
  return reports::exit_code(std::span(&result, 1));
}

}  // namespace sim
