#pragma once

#include <string>
#include <vector>

#include "scenarios/mistakes.hpp"
#include "scenarios/phone_book.hpp"
#include "scenarios/step.hpp"
#include "scenarios/yaml_tree.hpp"

namespace scenarios {

// The section `steps:`. `names` are the handsets and groups as the author wrote them.
std::vector<Step> read_steps(const YamlNode& node, const PhoneBook& book, const std::vector<std::string>& names,
                             Mistakes& mistakes);

std::vector<std::string> step_names();  // "power_on", …: all there are

}  // namespace scenarios
