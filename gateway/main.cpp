// smg: the Service Managed Gateway as a program. README.md says what it promises.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "gateway/cli/cli_program.hpp"
#include "gateway/cli/reference.hpp"
#include "gateway/settings/profile.hpp"
#include "gateway/smg_program.hpp"

int main(int argc, char** argv) {
  using namespace gateway;
  ProgramOptions options;
  std::string check;
  bool commands = false;
  bool reference = false;
  CLI::App app(
      "smg: gives handsets their leases and tells Activator of them. Prints 'ready' when it answers DHCP, "
      "its log on stderr; SIGTERM ends it.",
      "smg");
  const std::vector<std::string> profiles(profile_names().begin(), profile_names().end());
  auto* lan = app.add_option("--lan", options.lan, "The interface that handsets are on");
  app.add_option("--wan", options.wan, "The interface towards Activator (routing is the kernel's business)");
  app.add_option("--config", options.config, "A file of commands (Set …), on top of the profile");
  app.add_option("--profile", options.profile, "What the settings start from")
      ->check(CLI::IsMember(profiles))
      ->capture_default_str();
  app.add_option("--state", options.state, "Where leases outlive the program (unless named, <config>.state)");
  app.add_option("--sync", options.sync,
                 "What a kept lease survives: normal, the end of smg; full, a power cut too")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, Sync>{{"normal", Sync::normal}, {"full", Sync::full}}));
  app.add_option("--control", options.control, "A Unix socket for commands: made while it runs, used by --cli");
  app.add_option("--seed", options.seed, "For a bench: draw the random numbers from this seed");
  app.add_option("--downloads", options.downloads, "Where hdl keeps its files; else downloads/ beside --config");
  app.add_flag("--cli", commands, "Commands on standard input, for the gateway at --control or the file --config")
      ->excludes(lan);
  app.add_flag("--reference", reference, "Print the reference of all settings, and end")->excludes(lan);
  app.add_option("--check", check, "Read this configuration file, tell every mistake, and end")->excludes(lan);
  try {
    app.parse(argc, argv);
    if (check.empty() && !commands && !reference && options.lan.empty()) throw CLI::RequiredError("--lan");
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_done : exit_usage;
  }
  if (!check.empty()) options.config = check;
  if (options.state.empty() && !options.config.empty()) options.state = options.config + ".state";
  if (options.downloads.empty() && !options.config.empty())
    options.downloads = std::filesystem::path(options.config).parent_path() / "downloads";
  try {
    if (reference) std::cout << reference_document();
    if (reference) return exit_done;
    const bool watched = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
    if (commands) return obey_commands(options, {std::cin, std::cout, std::cerr, watched});
    auto settings = read_settings(options, std::cerr);
    if (!settings) return exit_bad_input;
    if (check.empty()) serve(options, std::move(*settings));
  } catch (const std::exception& error) {
    std::cerr << "smg: " << error.what() << '\n';
    return exit_machine;
  }
  return exit_done;
}
