#pragma once

#include "gateway/smg_program.hpp"

namespace gateway {

// `smg --cli`: commands on standard input, obeyed by the running gateway behind the control socket when one is
// named, else in the configuration file, else in settings that nobody keeps. With a prompt where somebody watches;
// else `exit_bad_input` tells that a command was refused.
ExitCode obey_standard_input(const ProgramOptions& options);

}  // namespace gateway
