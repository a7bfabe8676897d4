#include "scenarios/scenario.hpp"

#include <algorithm>
#include <charconv>

namespace scenarios {

std::string to_string(WorldKind kind) { return kind == WorldKind::live ? "live" : "memory"; }

bool runs_in(const Scenario& scenario, WorldKind world) {
  return std::find(scenario.worlds.begin(), scenario.worlds.end(), world) != scenario.worlds.end();
}

std::optional<std::size_t> find_step(const Scenario& scenario, std::string_view name) {
  const auto found = std::find_if(scenario.steps.begin(), scenario.steps.end(),
                                  [&](const Step& step) { return !name.empty() && step.id == name; });
  if (found != scenario.steps.end()) return static_cast<std::size_t>(found - scenario.steps.begin());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool whole = error == std::errc() && end == name.data() + name.size();
  if (!whole || number == 0 || number > scenario.steps.size()) return std::nullopt;
  return number - 1;
}

}  // namespace scenarios
