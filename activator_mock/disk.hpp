#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace activator {

// Files and directories as the store needs them. Whatever the machine refuses is a std::system_error that names the
// attempt and the path. `durable`: flushed to the device before the call returns.

// Makes the file or replaces what it held.
void write_file(const std::filesystem::path& file, std::string_view text, bool durable);

// The same, but a reader finds the old text or the new one, never a part: written beside it, then renamed.
void replace_file(const std::filesystem::path& file, std::string_view text, bool durable);

// nullopt when there is no such regular file. Symbolic links are not followed.
std::optional<std::string> read_file(const std::filesystem::path& file);

// A directory in the making. Until it is published nobody finds it under its name; what was not published is
// removed.
class StagedDirectory {
 public:
  // Made at `staging`, which must lie in the directory it will be published in. Remains of a killed run are
  // removed.
  StagedDirectory(std::filesystem::path staging, bool durable);
  ~StagedDirectory();
  StagedDirectory(const StagedDirectory&) = delete;
  StagedDirectory& operator=(const StagedDirectory&) = delete;

  void write(std::string_view name, std::string_view text);

  // Links the regular files of an older directory that this one has none of that name for.
  void carry_over(const std::filesystem::path& older);

  // From now on it stands at `target`, in the place of what stood there, which is removed. In one step where the
  // file system can exchange two names (Linux renameat2); elsewhere the name is missing for an instant.
  void publish(const std::filesystem::path& target);

 private:
  std::filesystem::path staging_;
  bool durable_;
};

}  // namespace activator
