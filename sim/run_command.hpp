#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "net/time.hpp"
#include "reports/exit_code.hpp"
#include "scenarios/scenario.hpp"

namespace sim {

struct RunSettings {
  std::vector<std::filesystem::path> paths;
  scenarios::WorldKind world = scenarios::WorldKind::live;
  std::optional<std::uint64_t> seed;     // instead of each scenario's own
  std::optional<net::Duration> timeout;  // of the whole run
  std::vector<std::string> tags;         // any of them; empty: all
  std::optional<std::string> until;      // the last step to perform, by id or number
  std::optional<std::filesystem::path> out, junit;
  std::filesystem::path gateway;  // the smg program
};

reports::ExitCode run_command(const RunSettings& settings);
reports::ExitCode check_command(const std::vector<std::filesystem::path>& paths);

}  // namespace sim
