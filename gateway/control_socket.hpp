#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/asio_loop.hpp"

namespace gateway {

// A Unix stream socket for operators and tests. A line is a command; its answer is any number of lines and then an
// empty one. Commands of one connection are answered in turn, the next one read once the last one is answered;
// connections do not wait for each other.
class ControlSocket {
 public:
  using Answer = std::function<void(std::string text)>;  // called at most once, now or later
  using Command = std::function<void(std::string_view line, Answer answer)>;

  // Makes the socket, mode 0600. One that a dead process left is replaced; throws std::system_error when somebody
  // still answers there, or when the path is something else.
  ControlSocket(net::AsioLoop& loop, const std::string& path, Command command);
  ~ControlSocket();  // removes it
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace gateway
