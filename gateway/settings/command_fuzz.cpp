#include <cstdint>
#include <cstdlib>

#include "gateway/settings/command.hpp"
#include "gateway/settings/config_file.hpp"

// Any text is a configuration file or a list of mistakes, each with its place inside its line; and what the
// settings then are can be printed as commands that make the same settings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto first = gateway::read_config(text, gateway::Settings{});
  for (const auto& mistake : first.mistakes) {
    if (mistake.column < 1 || mistake.column > mistake.source.size() + 1) std::abort();
    if (to_string(mistake, "f").empty()) std::abort();
  }
  std::string printed;
  for (const auto& line : gateway::to_commands(first.settings)) printed += line + '\n';
  const auto second = gateway::read_config(printed, gateway::Settings{});
  if (second.settings != first.settings) std::abort();
  return 0;
}
