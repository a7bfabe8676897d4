#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sim {

// Makes this process able to run the live world: enters a user namespace when it is not root. To be called once,
// before any thread exists. When the machine cannot, the answer says what is missing, how to get it, and what to do
// without.
std::optional<std::string> prepare_live_machine(const std::filesystem::path& gateway);

// The same in one line, for those who go on in memory.
std::optional<std::string> why_not_live(const std::filesystem::path& gateway);

}  // namespace sim
