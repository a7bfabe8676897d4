#pragma once

#include <filesystem>

#include "reports/exit_code.hpp"

namespace sim {

// One handset from power-on to provisioned, told line by line: live if this machine can, else one line why not, and
// in memory.
reports::ExitCode demo_command(const std::filesystem::path& gateway);

}  // namespace sim
