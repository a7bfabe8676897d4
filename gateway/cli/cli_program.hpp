#pragma once

#include <iosfwd>

#include "gateway/smg_program.hpp"

namespace gateway {

// Where commands are typed and answered.
struct CommandDesk {
  std::istream& in;
  std::ostream& out;
  std::ostream& complaints;
  bool watched;  // a terminal: with a prompt
};

// `smg --cli`: commands for the running gateway behind the control socket when one is named, else for the
// configuration file, else for settings that nobody keeps. `exit_bad_input`: one was refused and nobody watched, or
// the file has mistakes. Throws std::system_error when the gateway cannot be reached.
ExitCode obey_commands(const ProgramOptions& options, const CommandDesk& desk);

}  // namespace gateway
