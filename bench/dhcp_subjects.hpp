#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bench {

// A DHCP server to be measured. Each serves 10.0.0.0/8 on lan0, gives out 10.16.0.0 to 10.31.255.255 for a day,
// looks for no other user of an address before it offers it, and logs into a file.
struct Subject {
  std::string name;     // for the table and the command line
  std::string program;  // looked for in PATH when it has no slash
  // Writes its configuration into an empty folder; the shell's words that start it, logging to the file `log`
  // there.
  std::function<std::string(const std::filesystem::path& folder)> prepare;
};

std::vector<Subject> all_subjects(const std::filesystem::path& smg);

}  // namespace bench
