#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "sim/descriptor.hpp"

namespace sim {

class NetworkNamespace;
class Reaper;

// A program that has just been started, and the ends of it that we hold.
struct SpawnedProcess {
  pid_t pid;
  Descriptor process;  // pidfd: readable when the program has ended
  Descriptor output;   // its stdout
  Descriptor error;    // its stderr
};

// Starts `words` in the namespace and under the reaper. Returns after the exec; throws std::system_error naming
// program and step when anything up to it fails.
SpawnedProcess spawn(Reaper& reaper, const NetworkNamespace& where, const std::vector<std::string>& words);

}  // namespace sim
