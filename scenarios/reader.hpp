#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/scenario.hpp"
#include "scenarios/source.hpp"
#include "scenarios/world.hpp"

namespace scenarios {

inline constexpr std::size_t max_file_size = 1U << 20;  // octets
inline constexpr int max_count = 100'000;               // handsets of one group

struct Reading {
  std::optional<Scenario> scenario;     // when there is no mistake
  std::vector<Diagnostic> diagnostics;  // all the mistakes, in the order of the file
  std::string text;                     // what was read, for print()
};

// Reads and checks a scenario. `file` is the name that the author knows it by. Never throws, whatever the text.
Reading read_scenario(std::string_view text, const std::string& file, const Vocabulary& vocabulary);

// The same from disk. A file that cannot be read is a diagnostic at 1:1.
Reading read_scenario_file(const std::string& file, const Vocabulary& vocabulary);

std::string print(const Reading& reading);  // all its diagnostics, a blank line between two

}  // namespace scenarios
