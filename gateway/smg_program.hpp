#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "gateway/settings/settings.hpp"
#include "gateway/store/sqlite_store.hpp"

namespace gateway {

// What smg was asked to do.
struct ProgramOptions {
  std::string profile = "factory";  // one of profile_names()
  std::string config;               // a file of commands on top of the profile; empty: none
  std::string lan;
  std::string wan;        // empty: none named
  std::string control;    // empty: no control socket
  std::string state;      // where leases and pending events outlive the program; empty: nowhere
  std::string downloads;  // where hdl keeps its files; empty: nowhere
  Sync sync = Sync::normal;
  std::optional<std::uint64_t> seed;  // for a bench: numbers that can be foretold
};

enum ExitCode { exit_done = 0, exit_usage = 1, exit_bad_input = 2, exit_machine = 3 };

// The profile and what the file makes of it; nothing when the file has mistakes, all of which were told by then.
std::optional<Settings> read_settings(const ProgramOptions& options, std::ostream& mistakes);

// Serves until SIGTERM or SIGINT. Throws std::system_error when the machine refuses something.
void serve(const ProgramOptions& options, Settings settings);

}  // namespace gateway
