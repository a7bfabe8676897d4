#include "sim/lab/lab_test_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace sim {

namespace {

namespace fs = std::filesystem;

std::string target_of(const fs::path& link) {
  std::error_code gone;
  return fs::read_symlink(link, gone).string();
}

std::string name_of(const fs::path& process) {
  std::ifstream file(process / "comm");
  std::string name;
  std::getline(file, name);
  return process.filename().string() + " " + name;
}

bool is_a_number(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<std::string> holders_of(ino_t network_namespace) {
  const auto wanted = fmt::format("net:[{}]", network_namespace);
  std::vector<std::string> found;
  for (const auto& process : fs::directory_iterator("/proc")) {
    if (!is_a_number(process.path().filename().string())) continue;
    std::error_code gone;
    for (const auto& thread : fs::directory_iterator(process.path() / "task", gone)) {
      if (target_of(thread.path() / "ns/net") == wanted) found.push_back(name_of(process.path()));
    }
    for (const auto& open : fs::directory_iterator(process.path() / "fd", gone)) {
      if (target_of(open.path()) == wanted) found.push_back(name_of(process.path()) + " fd");
    }
  }
  return found;
}

}  // namespace sim
