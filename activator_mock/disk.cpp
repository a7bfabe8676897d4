#include "activator_mock/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace activator {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refused(const char* attempt, const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), std::string(attempt) + " " + path.string());
}

// An open file; closed with its owner.
class OpenFile {
 public:
  OpenFile(const fs::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool opened() const { return number_ >= 0; }

 private:
  int number_;
};

void sync_directory(const fs::path& directory) {
  const OpenFile opened(directory, O_RDONLY | O_DIRECTORY);
  if (!opened.opened() || ::fsync(opened.number()) != 0) refused("flush", directory);
}

void rename_directory(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) refused("rename a directory to", to);
}

void exchange(const fs::path& one, const fs::path& other) {
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) refused("exchange a directory with", other);
  const auto aside = one.string() + ".old";
  rename_directory(other, aside);
  rename_directory(one, other);
  rename_directory(aside, one);
}

}  // namespace

void write_file(const fs::path& file, std::string_view text, bool durable) {
  const OpenFile opened(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!opened.opened()) refused("create", file);
  while (!text.empty()) {
    const auto written = ::write(opened.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refused("write", file);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (durable && ::fsync(opened.number()) != 0) refused("flush", file);
}

void replace_file(const fs::path& file, std::string_view text, bool durable) {
  const auto beside = file.parent_path() / ("." + file.filename().string() + ".new");
  try {
    write_file(beside, text, durable);
    if (::rename(beside.c_str(), file.c_str()) != 0) refused("rename a file to", file);
  } catch (const std::system_error&) {
    ::unlink(beside.c_str());
    throw;
  }
  if (durable) sync_directory(file.parent_path());
}

std::optional<std::string> read_file(const fs::path& file) {
  const OpenFile opened(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (!opened.opened()) {
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG) return std::nullopt;
    refused("open", file);
  }
  struct stat status {};
  if (::fstat(opened.number(), &status) != 0) refused("look at", file);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < text.size()) {
    const auto got = ::read(opened.number(), text.data() + have, text.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refused("read", file);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return text;
}

StagedDirectory::StagedDirectory(fs::path staging, bool durable) : staging_(std::move(staging)), durable_(durable) {
  if (::mkdir(staging_.c_str(), 0700) == 0) return;
  if (errno != EEXIST) refused("make directory", staging_);
  fs::remove_all(staging_);
  if (::mkdir(staging_.c_str(), 0700) != 0) refused("make directory", staging_);
}

StagedDirectory::~StagedDirectory() {
  std::error_code ignored;  // what cannot be removed now is removed at the next start
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

void StagedDirectory::write(std::string_view name, std::string_view text) {
  write_file(staging_ / name, text, durable_);
}

void StagedDirectory::carry_over(const fs::path& older) {
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(older, missing)) {
    if (!entry.is_regular_file() || entry.is_symlink()) continue;
    const auto name = entry.path().filename();
    if (name.string().front() == '.') continue;  // a file in the making when its writer was killed
    const auto to = staging_ / name;
    if (::link(entry.path().c_str(), to.c_str()) != 0 && errno != EEXIST) refused("link", to);
  }
}

void StagedDirectory::publish(const fs::path& target) {
  if (durable_) sync_directory(staging_);
  bool replaced = false;
  if (::rename(staging_.c_str(), target.c_str()) != 0) {  // refused when a directory with files stands there
    if (errno != ENOTEMPTY && errno != EEXIST) refused("rename a directory to", target);
    exchange(staging_, target);
    replaced = true;
  }
  if (durable_) sync_directory(target.parent_path());
  std::error_code ignored;  // as in the destructor
  if (replaced) fs::remove_all(staging_, ignored);
  staging_.clear();
}

}  // namespace activator
