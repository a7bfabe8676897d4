#include "gateway/cli/cli_program.hpp"

#include <filesystem>
#include <ostream>

#include "gateway/cli/console.hpp"
#include "gateway/cli/control_client.hpp"
#include "gateway/cli/kept_files.hpp"
#include "gateway/cli/terminal.hpp"

namespace gateway {

ExitCode obey_commands(const ProgramOptions& options, const CommandDesk& desk) {
  const auto* const prompt = desk.watched ? "smg> " : "";
  const auto end = [&](std::size_t refused) { return refused > 0 && !desk.watched ? exit_bad_input : exit_done; };
  if (!options.control.empty()) {
    ControlClient gateway(options.control);
    return end(converse(desk.in, desk.out, prompt, [&](auto line) { return gateway.ask(line); }));
  }
  auto existing = options;
  if (!std::filesystem::exists(options.config)) existing.config.clear();  // `save` makes it
  auto settings = read_settings(existing, desk.complaints);
  if (!settings) return exit_bad_input;
  Configuration configuration(std::move(*settings));
  Console console({.configuration = configuration, .save = saving_to(options.config)});
  const auto refused = converse(desk.in, desk.out, prompt, [&](auto line) {
    std::string answer;
    console.obey(line, [&](std::string text) { answer = std::move(text); });
    return answer;
  });
  if (console.has_unsaved_changes()) desk.complaints << "smg: changes were not saved\n";
  return end(refused);
}

}  // namespace gateway
