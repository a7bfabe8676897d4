#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sim {

// Where the artefacts of one case go while it runs, and where they stay. With a folder asked for they are made
// there and kept; otherwise they are made in a temporary folder, which goes when the case passed, and is moved to
// dialtone-out/<name>/ when it did not. What the machine refuses is a std::system_error.
class CaseFolder {
 public:
  CaseFolder(std::string name, const std::optional<std::filesystem::path>& out);  // `name` is one path component
  ~CaseFolder();  // removes a temporary folder that was not kept
  CaseFolder(const CaseFolder&) = delete;
  CaseFolder& operator=(const CaseFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Moves a temporary folder to its lasting place, or leaves it where it is when that cannot be had; `path` then
  // names what is kept.
  void keep();

 private:
  std::string name_;
  std::filesystem::path path_;
  bool temporary_;
};

}  // namespace sim
