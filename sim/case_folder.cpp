#include "sim/case_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace sim {
namespace {

namespace fs = std::filesystem;

// An earlier run's artefacts may be overwritten, anything else may not.
void make_way(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_empty(folder) && !fs::exists(folder / "journal.jsonl")) {
    throw std::system_error(EEXIST, std::generic_category(),
                            "replace " + folder.string() + ", which holds something else than a run's artefacts");
  }
  fs::remove_all(folder);
}

fs::path temporary_folder() {
  auto pattern = (fs::temp_directory_path() / "dialtone-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "make a folder " + pattern);
  }
  return pattern;
}

}  // namespace

CaseFolder::CaseFolder(std::string name, const std::optional<fs::path>& out)
    : name_(std::move(name)), temporary_(!out) {
  if (out) {
    path_ = *out / name_;
    make_way(path_);
    fs::create_directories(path_);
    fs::permissions(path_, fs::perms::owner_all);
  } else {
    path_ = temporary_folder();
  }
}

CaseFolder::~CaseFolder() {
  std::error_code ignored;  // a temporary folder that cannot be removed is no reason to fail a run
  if (temporary_) fs::remove_all(path_, ignored);
}

void CaseFolder::keep() {
  if (!std::exchange(temporary_, false)) return;
  const auto place = fs::path("dialtone-out") / name_;
  try {
    fs::create_directories(place.parent_path());
    make_way(place);
    std::error_code other_device;
    fs::rename(path_, place, other_device);
    if (other_device) {
      fs::copy(path_, place, fs::copy_options::recursive);
      fs::remove_all(path_);
    }
    path_ = place;
  } catch (const std::system_error&) {  // a verdict is worth more than the place of its artefacts
  }
}

}  // namespace sim
