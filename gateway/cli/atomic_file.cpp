#include "gateway/cli/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "net/file_descriptor.hpp"

namespace gateway {

namespace {

namespace fs = std::filesystem;
using Step = std::function<void()>;

constexpr std::size_t piece = 4096;  // octets a write; a step each

void demand(bool done, const std::string& attempt) {
  if (!done) throw std::system_error(errno, std::generic_category(), attempt);
}

// The file itself, where a symbolic link names it; one that is not there yet as it was named.
fs::path followed(const fs::path& file) {
  std::error_code none;
  const auto found = fs::canonical(file, none);
  return none ? file : found;
}

void write_new(const fs::path& file, std::string_view text, const Step& step) {
  const auto attempt = "write " + file.string();
  step();
  ::unlink(file.c_str());
  const net::FileDescriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  demand(out.number() >= 0, attempt);
  while (!text.empty()) {
    step();
    const auto written = ::write(out.number(), text.data(), std::min(piece, text.size()));
    if (written < 0 && errno == EINTR) continue;
    demand(written > 0, attempt);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  step();
  demand(::fsync(out.number()) == 0, attempt);
}

// The old text gets a second name before its first one goes. Where the folder knows no second names it is lost.
void keep_beside(const fs::path& file, const Step& step) {
  const auto backup = file.string() + ".bak";
  const auto arriving = backup + ".new";
  step();
  ::unlink(arriving.c_str());
  if (::link(file.c_str(), arriving.c_str()) != 0) return;  // or there is no old text
  step();
  demand(std::rename(arriving.c_str(), backup.c_str()) == 0, "keep " + backup);
  ::unlink(arriving.c_str());  // still there when both were one file already
}

void sync_folder(const fs::path& folder) {
  const net::FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  demand(open.number() >= 0 && ::fsync(open.number()) == 0, "write the folder " + folder.string());
}

}  // namespace

void replace_file(const fs::path& named, std::string_view text, Previous previous, const Step& step) {
  const auto file = followed(named);
  const fs::path arriving = file.string() + ".new";
  try {
    write_new(arriving, text, step);
    if (previous == Previous::kept_beside) keep_beside(file, step);
    step();
    demand(std::rename(arriving.c_str(), file.c_str()) == 0, "write " + file.string());
  } catch (const std::system_error&) {
    ::unlink(arriving.c_str());
    throw;
  }
  step();
  sync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
  step();
}

}  // namespace gateway
