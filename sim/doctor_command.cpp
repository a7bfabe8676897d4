#include "sim/doctor_command.hpp"

#include <iostream>

#include "sim/lab/doctor.hpp"

namespace sim {

reports::ExitCode doctor_command(const std::filesystem::path& gateway) {
  const auto checks = examine_machine(gateway);
  for (const auto& check : checks) std::cout << to_string(check) << '\n';
  if (first_failure(checks)) {
    std::cout << "The live world cannot run here. The memory world can: dialtone run --wire=memory PATH\n";
    return reports::ExitCode::harness;
  }
  std::cout << "The live world can run here.\n";
  return reports::ExitCode::passed;
}

}  // namespace sim
