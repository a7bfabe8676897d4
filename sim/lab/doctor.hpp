#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sim {

// One thing that the live world needs of the machine.
struct Check {
  bool ok;
  std::string what;    // "a tap"
  std::string why;     // when not ok: the attempt and the refusal, "open /dev/net/tun: No such file or directory"
  std::string remedy;  // when not ok: how to get it, in words or commands
  friend bool operator==(const Check&, const Check&) = default;
};

// All of them, each tried in a process of its own, so that this one stays as it is. `gateway` is the smg program,
// with or without a folder. To be called before any thread exists, since it forks.
std::vector<Check> examine_machine(const std::filesystem::path& gateway);

// "ok  a tap"
// "no  a tap: open /dev/net/tun: No such file or directory. Get it by: modprobe tun"
std::string to_string(const Check& check);

[[nodiscard]] std::optional<Check> first_failure(const std::vector<Check>& checks);

}  // namespace sim
