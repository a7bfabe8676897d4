#include "sim/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>

#include "scenarios/duration.hpp"
#include "scenarios/spelling.hpp"
#include "sim/demo_command.hpp"
#include "sim/doctor_command.hpp"
#include "sim/refusal.hpp"
#include "sim/run_command.hpp"

namespace sim {
namespace {

using reports::ExitCode;

// smg lies where the build or the package put it: beside this program, or where its folder was built.
std::filesystem::path own_gateway() {
  const auto here = std::filesystem::canonical("/proc/self/exe").parent_path();
  const auto built = here.parent_path() / "gateway" / "smg";
  return std::filesystem::exists(here / "smg") ? here / "smg" : built;
}

const CLI::Validator a_duration(
    [](std::string& text) {
      return scenarios::parse_duration(text) ? std::string()
                                             : "'" + text + "' is no duration: a number and ms, s, min or h";
    },
    "DURATION");

// CLI11 would take "-1" for the largest number there is.
std::optional<std::uint64_t> parse_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(seed) : std::nullopt;
}

const CLI::Validator a_seed(
    [](std::string& text) {
      return parse_seed(text) ? std::string()
                              : "'" + text + "' is no seed: a number from 0 to 18446744073709551615";
    },
    "NUMBER");

constexpr std::array<const char*, 4> commands{"run", "check", "demo", "doctor"};

// The first word, when it is meant as a command and is none.
bool refuses_command(int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return false;
  const std::string word = argv[1];
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) return false;
  const std::vector<std::string> known(commands.begin(), commands.end());
  const auto meant = scenarios::nearest(word, known);
  std::cerr << "dialtone: there is no command '" << word << "'\n";
  if (meant)
    std::cerr << "  = help: did you mean '" << *meant << "'?\n";
  else
    std::cerr << "  = help: the commands are run, check, demo and doctor; see dialtone --help\n";
  return true;
}

struct Words {
  RunSettings run;
  std::string wire = "tap", seed, timeout, out, junit;
  std::vector<std::filesystem::path> check_paths;
};

CLI::App* add_run(CLI::App& app, Words& words) {
  auto* run = app.add_subcommand("run", "Run scenario files or folders of them");
  run->add_option("PATH", words.run.paths, "Scenario files, or folders searched for *.yaml")->required();
  run->add_option("--wire", words.wire, "tap: the live world. memory: in this process, in virtual time")
      ->check(CLI::IsMember({"tap", "memory"}))
      ->capture_default_str();
  run->add_option("--seed", words.seed, "Instead of each scenario's own seed: 0 to 18446744073709551615")
      ->check(a_seed);
  run->add_option("--timeout", words.timeout, "End the whole run after this time, with exit code 5: 90s, 5min")
      ->check(a_duration);
  run->add_option("--tag", words.run.tags, "Only scenarios with this tag; may be given again");
  run->add_option("--until", words.run.until, "Stop after this step: its id, or its number from 1");
  run->add_option("--out", words.out, "Keep everything of the run in this folder");
  run->add_option("--junit", words.junit, "Write the results as JUnit XML to this file");
  run->add_option("--gateway", words.run.gateway, "The smg program to run as the gateway")
      ->check(CLI::ExistingFile);
  run->footer("Artefacts of a failed case are kept in dialtone-out/<case>/ without being asked.");
  return run;
}

CLI::App* add_check(CLI::App& app, Words& words) {
  auto* check = app.add_subcommand("check", "Read scenarios, report every mistake, run nothing");
  check->add_option("PATH", words.check_paths, "Scenario files, or folders searched for *.yaml")->required();
  return check;
}

ExitCode run_with(Words& words) {
  auto& settings = words.run;
  settings.world = words.wire == "tap" ? scenarios::WorldKind::live : scenarios::WorldKind::memory;
  if (!words.seed.empty()) settings.seed = parse_seed(words.seed);
  if (!words.timeout.empty()) settings.timeout = scenarios::parse_duration(words.timeout);
  if (!words.out.empty()) settings.out = words.out;
  if (!words.junit.empty()) settings.junit = words.junit;
  settings.gateway = settings.gateway.empty() ? own_gateway() : std::filesystem::absolute(settings.gateway);
  return run_command(settings);
}

ExitCode perform(int argc, char** argv) {
  CLI::App app(
      "Dialtone boots simulated Polycom handsets against a real gateway and tells whether they got their files.",
      "dialtone");
  app.require_subcommand(1);
  app.set_version_flag("--version", DIALTONE_VERSION);
  app.footer(
      "Exit codes: 0 passed, 1 usage or nothing ran, 2 an input cannot be read, 3 the harness or the machine "
      "failed,\n"
      "4 an expectation failed, 5 the run's own --timeout came first, 130 interrupted.");
  Words words;
  const auto* run = add_run(app, words);
  const auto* check = add_check(app, words);
  const auto* demo =
      app.add_subcommand("demo", "See a handset provision itself: live if this machine can, else in memory");
  app.add_subcommand("doctor", "Can this machine run the live world, and if not, what is in the way?");
  if (refuses_command(argc, argv)) return ExitCode::nothing_ran;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& refusal) {
    return app.exit(refusal) == 0 ? ExitCode::passed : ExitCode::nothing_ran;
  }
  if (run->parsed()) return run_with(words);
  if (check->parsed()) return check_command(words.check_paths);
  if (demo->parsed()) return demo_command(own_gateway());
  return doctor_command(own_gateway());
}

}  // namespace

int command_line(int argc, char** argv) {
  try {
    return static_cast<int>(perform(argc, argv));
  } catch (const std::exception&
               refusal) {  // what the machine refused; scenarios' own troubles are told in their results
    std::cerr << "dialtone: " << sentence(refusal) << '\n';
    return static_cast<int>(ExitCode::harness);
  }
}

}  // namespace sim
