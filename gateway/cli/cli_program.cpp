#include "gateway/cli/cli_program.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "gateway/cli/console.hpp"
#include "gateway/cli/control_client.hpp"
#include "gateway/cli/kept_files.hpp"
#include "gateway/cli/terminal.hpp"

namespace gateway {

ExitCode obey_standard_input(const ProgramOptions& options) {
  const bool watched = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  const auto exit_code = [&](std::size_t refused) { return refused > 0 && !watched ? exit_bad_input : exit_done; };
  const auto* const prompt = watched ? "smg> " : "";
  if (!options.control.empty()) {
    ControlClient gateway(options.control);
    return exit_code(converse(std::cin, std::cout, prompt, [&](auto line) { return gateway.ask(line); }));
  }
  auto existing = options;
  if (!std::filesystem::exists(options.config)) existing.config.clear();  // `save` makes it
  auto settings = read_settings(existing, std::cerr);
  if (!settings) return exit_bad_input;
  Configuration configuration(std::move(*settings));
  Console console({.configuration = configuration, .save = saving_to(options.config)});
  const auto refused = converse(std::cin, std::cout, prompt, [&](auto line) {
    std::string answer;
    console.obey(line, [&](std::string text) { answer = std::move(text); });
    return answer;
  });
  if (console.has_unsaved_changes()) std::cerr << "smg: changes were not saved\n";
  return exit_code(refused);
}

}  // namespace gateway
