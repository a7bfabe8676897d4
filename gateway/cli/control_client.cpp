#include "gateway/cli/control_client.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace gateway {

namespace {

void demand(bool done, int why, const std::string& attempt) {
  if (!done) throw std::system_error(why, std::generic_category(), attempt);
}

}  // namespace

ControlClient::ControlClient(const std::string& path)
    : path_(path), socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto attempt = "reach the gateway at " + path;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  demand(path.size() < sizeof address.sun_path, ENAMETOOLONG, attempt);
  std::ranges::copy(path, std::begin(address.sun_path));
  demand(socket_.is_open(), errno, attempt);
  const auto connected = ::connect(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  demand(connected == 0, errno, attempt);
}

std::string ControlClient::ask(std::string_view line) {
  const auto text = std::string(line) + '\n';
  const auto sent = ::send(socket_.number(), text.data(), text.size(), MSG_NOSIGNAL);
  demand(sent == static_cast<ssize_t>(text.size()), sent < 0 ? errno : EPIPE, "ask the gateway at " + path_);
  while (true) {
    const auto end = received_.starts_with('\n') ? 0 : received_.find("\n\n");
    if (end != std::string::npos) {
      auto answer = received_.substr(0, end);
      received_.erase(0, received_.starts_with('\n') ? 1 : end + 2);
      return answer;
    }
    std::array<char, 4096> buffer{};
    const auto got = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    demand(got > 0, got < 0 ? errno : ECONNRESET, "hear the gateway at " + path_);
    received_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace gateway
