#pragma once

#include <string>

#include "gateway/settings/settings.hpp"
#include "scenarios/scenario.hpp"

namespace sim {

// The commands that a scenario's gateway starts from: its profile's, then its own. smg's configuration file.
std::string gateway_configuration(const scenarios::GatewaySpec& spec);

// What they set. Throws std::runtime_error with the gateway's own words when it refuses one.
gateway::Settings gateway_settings(const scenarios::GatewaySpec& spec);

}  // namespace sim
