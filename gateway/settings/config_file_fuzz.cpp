#include <cstdint>
#include <cstdlib>

#include "gateway/settings/config_file.hpp"
#include "gateway/settings/profile.hpp"

// Any text is a configuration file, on top of any profile, or a list of mistakes, each with its place inside its
// line; and a file that is saved from what it makes is read without a mistake and makes the same, whatever profile
// it then is on top of.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto names = gateway::profile_names();
  const auto below = names[size == 0 ? 0 : data[0] % names.size()];
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto first = gateway::read_config(text, gateway::profile(below).value());
  for (const auto& mistake : first.mistakes) {
    if (mistake.column < 1 || mistake.column > mistake.source.size() + 1) std::abort();
    if (to_string(mistake, "f").empty()) std::abort();
  }
  if (gateway::find_conflict(first.settings)) return 0;  // such settings are not saved
  for (const auto name : names) {
    const auto second = gateway::read_config(gateway::config_text(first.settings), gateway::profile(name).value());
    if (!second.mistakes.empty() || second.settings != first.settings) std::abort();
  }
  return 0;
}
