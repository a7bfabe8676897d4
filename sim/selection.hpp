#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace sim {

// The scenario files that paths name: a file stands for itself, a folder for every *.yaml below it in the order of
// their names. Below a folder named `rejected` or `corpus` lie examples of mistakes; they are left out unless
// named.
std::vector<std::string> scenario_files(std::span<const std::filesystem::path> paths);

}  // namespace sim
