#pragma once

#include <string>
#include <variant>

#include "net/address.hpp"

namespace teleware {

// What the program teleware-mock is told on its command line.
struct Options {
  net::Endpoint listen;
  std::string accounts;  // a JSON file to begin with, or empty
};

// The options, or the exit code with which the program is to end at once: 0 after --help, 1 after a mistake, which
// has been told on stderr.
std::variant<Options, int> read_options(int count, char** words);

}  // namespace teleware
