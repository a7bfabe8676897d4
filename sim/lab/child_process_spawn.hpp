#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "net/file_descriptor.hpp"

namespace sim {

class NetworkNamespace;
class Reaper;

// A program that has just been started, and the ends of it that we hold.
struct SpawnedProcess {
  pid_t pid;
  net::FileDescriptor process;  // pidfd: readable when the program has ended
  net::FileDescriptor output;   // its stdout
  net::FileDescriptor error;    // its stderr
};

// The file that `name` would start: itself when it has a slash, else the first in PATH. Throws std::system_error
// ("start smg: No such file or directory") when there is none that can be executed.
std::string find_program(const std::string& name);

// Starts `words` in the namespace and under the reaper. Returns after the exec; throws std::system_error naming
// program and step when anything up to it fails.
SpawnedProcess spawn(Reaper& reaper, const NetworkNamespace& where, const std::vector<std::string>& words);

}  // namespace sim
