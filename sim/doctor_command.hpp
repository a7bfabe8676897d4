#pragma once

#include <filesystem>

#include "reports/exit_code.hpp"

namespace sim {

// Prints whether this machine can run the live world: `passed` when it can, `harness` when it cannot.
reports::ExitCode doctor_command(const std::filesystem::path& gateway);

}  // namespace sim
