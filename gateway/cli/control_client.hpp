#pragma once

#include <string>
#include <string_view>

#include "net/file_descriptor.hpp"

namespace gateway {

// The other end of a control socket. Waits; for a program that does nothing else.
class ControlClient {
 public:
  explicit ControlClient(const std::string& path);  // throws std::system_error when nobody answers there

  // The answer to one line, without its last line end. Throws std::system_error when the gateway goes before it
  // has answered.
  std::string ask(std::string_view line);

 private:
  std::string path_;
  net::FileDescriptor socket_;
  std::string received_;  // beyond the last answer
};

}  // namespace gateway
