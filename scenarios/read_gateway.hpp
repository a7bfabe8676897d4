#pragma once

#include "scenarios/mistakes.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/world.hpp"
#include "scenarios/yaml_tree.hpp"

namespace scenarios {

// The section `gateway:`.
GatewaySpec read_gateway(const YamlNode& node, const Vocabulary& vocabulary, Mistakes& mistakes);

}  // namespace scenarios
