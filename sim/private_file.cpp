#include "sim/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sim {
namespace {

[[noreturn]] void refuse(std::string_view attempt, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), std::string(attempt) + " " + path.string());
}

}  // namespace

PrivateFile::PrivateFile(std::filesystem::path path) : path_(std::move(path)) {
  const int descriptor = ::open(path_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) refuse("create", path_);
  file_.reset(::fdopen(descriptor, "wb"));
  struct stat found {};
  const bool plain = ::fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode);  // a device keeps its rights
  if (plain && ::fchmod(descriptor, 0600) != 0) refuse("protect", path_);  // it may have been there, with others
}

void PrivateFile::write(net::BytesView bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) refuse("write", path_);
}

void PrivateFile::save(const std::filesystem::path& path, std::string_view text) {
  PrivateFile file(path);
  file.write(text);
  file.flush();
}

void PrivateFile::flush() {
  if (std::fflush(file_.get()) != 0) refuse("write", path_);
}

}  // namespace sim
