#pragma once

namespace sim {

// `dialtone …`: reads the arguments and hands over. Returns the exit code (README, "Exit codes").
int command_line(int argc, char** argv);

}  // namespace sim
