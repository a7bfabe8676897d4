#pragma once

#include <optional>
#include <variant>

#include "activator_mock/activator.hpp"

namespace activator {

// What the program activator-mock is told on its command line.
struct Options {
  net::Endpoint listen;                // events, and files unless they have their own server
  std::optional<net::Endpoint> files;  // the provisioning server's own address
  Settings settings;
};

// The options, or the exit code with which the program is to end at once: 0 after --help, 1 after a mistake, which
// has been told on stderr.
std::variant<Options, int> read_options(int count, char** words);

}  // namespace activator
