#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace sim {

// Who holds a network namespace, as /proc tells: "1234 dialtone" for a process inside, "1234 dialtone fd" for one
// that has it open. Processes of other users cannot be looked into, and are not ours.
std::vector<std::string> holders_of(ino_t network_namespace);

}  // namespace sim
