#pragma once

#include <exception>
#include <filesystem>
#include <string>

namespace sim {

// What the machine refused, for people. The standard's own words for a failed file operation name a C++ type.
inline std::string sentence(const std::exception& refusal) {
  const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&refusal);
  return file != nullptr ? "use " + file->path1().string() + ": " + file->code().message() : refusal.what();
}

}  // namespace sim
