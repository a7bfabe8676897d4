#include "sim/selection.hpp"

#include <algorithm>

namespace sim {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator();
       ++entry) {
    const auto name = entry->path().filename();
    if (entry->is_directory() && (name == "rejected" || name == "corpus")) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && entry->path().extension() == ".yaml") {
      files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> scenario_files(std::span<const fs::path> paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    if (fs::is_directory(path)) {
      for (auto& file : files_below(path)) files.push_back(std::move(file));
    } else {
      files.push_back(path.string());
    }
  }
  return files;
}

}  // namespace sim
