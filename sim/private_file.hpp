#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "net/bytes.hpp"

namespace sim {

// A file that may hold numbers and passwords: created anew with mode 0600, buffered, flushed when destroyed. Every
// failure is a std::system_error that names the attempt and the file.
class PrivateFile {
 public:
  explicit PrivateFile(std::filesystem::path path);

  void write(net::BytesView bytes);
  void write(std::string_view text) { write(net::as_bytes(text)); }
  void flush();

  static void save(const std::filesystem::path& path,
                   std::string_view text);  // a whole file, on the disk or refused
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace sim
