#include "sim/live_machine.hpp"

#include "sim/lab/doctor.hpp"
#include "sim/lab/namespaces.hpp"

namespace sim {

std::optional<std::string> why_not_live(const std::filesystem::path& gateway) {
  const auto failure = first_failure(examine_machine(gateway));
  if (!failure) return std::nullopt;
  return failure->what + ": " + failure->why + ". Get it by: " + failure->remedy;
}

std::optional<std::string> prepare_live_machine(const std::filesystem::path& gateway) {
  if (const auto why = why_not_live(gateway)) {
    return "dialtone: this machine cannot run the live world: " + *why +
           "\n  = help: `dialtone doctor` looks at everything it needs\n"
           "  = help: --wire=memory runs the same scenarios in this process, without any of it\n";
  }
  enter_user_namespace_if_needed();
  return std::nullopt;
}

}  // namespace sim
