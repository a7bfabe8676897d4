#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bench {

// A DHCP server to be measured. Each serves 10.0.0.0/8 on lan0, gives out addresses from 10.16.0.0 on for a day,
// looks for no other user of an address before it offers it, and logs into a file.
struct Subject {
  std::string name;  // for the table and the command line
  // Writes its configuration into an empty folder; the words for a shell there that start it.
  std::function<std::string(const std::string& folder, const std::string& pool_last)> prepare;
};

std::vector<Subject> all_subjects(const std::filesystem::path& smg);

}  // namespace bench
