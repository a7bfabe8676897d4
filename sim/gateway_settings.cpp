#include "sim/gateway_settings.hpp"

#include <cassert>
#include <stdexcept>

#include "gateway/settings/config_file.hpp"
#include "gateway/settings/profile.hpp"

namespace sim {

std::string gateway_configuration(const scenarios::GatewaySpec& spec) {
  const auto profile = gateway::profile_text(spec.profile);
  assert(profile);  // the reader has refused others
  auto text = *profile;
  if (!spec.cli.empty()) text += "# The scenario's own commands.\n";
  for (const auto& line : spec.cli) text += line + '\n';
  return text;
}

gateway::Settings gateway_settings(const scenarios::GatewaySpec& spec) {
  auto result = gateway::read_config(gateway_configuration(spec), gateway::Settings{});
  if (!result.mistakes.empty()) throw std::runtime_error(to_string(result.mistakes.front(), "gateway.conf"));
  return std::move(result.settings);
}

}  // namespace sim
