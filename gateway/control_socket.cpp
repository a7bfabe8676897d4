#include "gateway/control_socket.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <system_error>

namespace gateway {

namespace {

namespace asio = boost::asio;
using Local = asio::local::stream_protocol;
using boost::system::error_code;

constexpr std::size_t longest_line = 4096;

[[noreturn]] void refuse(const std::string& path, int why) {
  throw std::system_error(why, std::generic_category(), "make the control socket " + path);
}

// One connection. It lives as long as one of its handlers is queued in the loop or its command has yet to be
// answered; those are its owners.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Local::socket socket, std::weak_ptr<ControlSocket::Command> command)
      : socket_(std::move(socket)), command_(std::move(command)) {}

  void read() {
    asio::async_read_until(socket_, asio::dynamic_buffer(received_, longest_line), '\n',
                           [self = shared_from_this()](const error_code& error, std::size_t size) {
                             if (error) return self->close();
                             self->answer(size);
                           });
  }

 private:
  void answer(std::size_t size) {
    const auto command = command_.lock();
    if (!command) return;
    auto line = received_.substr(0, size - 1);
    received_.erase(0, size);
    if (line.ends_with('\r')) line.pop_back();
    (*command)(line, [self = shared_from_this()](std::string text) { self->reply(std::move(text)); });
  }

  void reply(std::string text) {
    answer_ = std::move(text);
    answer_ += answer_.empty() ? "\n" : "\n\n";
    asio::async_write(socket_, asio::buffer(answer_),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        if (error) return self->close();
                        self->read();
                      });
  }

  // Whoever gave the last answer may still hold this.
  void close() {
    error_code ignored;
    socket_.close(ignored);
  }

  Local::socket socket_;
  std::weak_ptr<ControlSocket::Command> command_;  // gone when the server is
  std::string received_;
  std::string answer_;
};

// Whether nobody answers behind a socket of that name any more.
bool is_stale(asio::io_context& io, const Local::endpoint& endpoint) {
  Local::socket probe(io);
  error_code error;
  probe.connect(endpoint, error);
  return error == asio::error::connection_refused;
}

}  // namespace

class ControlSocket::Server {
 public:
  Server(asio::io_context& io, const std::string& path, Command command)
      : path_(path), command_(std::make_shared<Command>(std::move(command))), acceptor_(io) {
    struct stat found {};
    const Local::endpoint endpoint(path);
    if (lstat(path.c_str(), &found) == 0) {
      if (!S_ISSOCK(found.st_mode)) refuse(path, EEXIST);
      if (!is_stale(io, endpoint)) refuse(path, EADDRINUSE);
      ::unlink(path.c_str());
    }
    acceptor_.open();
    const auto mask = ::umask(0177);
    error_code error;
    acceptor_.bind(endpoint, error);
    ::umask(mask);
    if (error) refuse(path, error.value());
    acceptor_.listen();
    accept();
  }

  ~Server() { ::unlink(path_.c_str()); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  void accept() {
    acceptor_.async_accept([this](const error_code& error, Local::socket socket) {
      if (error == asio::error::operation_aborted) return;  // `this` may be gone
      if (!error) std::make_shared<Session>(std::move(socket), command_)->read();
      accept();
    });
  }

  std::string path_;
  std::shared_ptr<Command> command_;  // sessions look whether it is still there
  Local::acceptor acceptor_;
};

ControlSocket::ControlSocket(net::AsioLoop& loop, const std::string& path, Command command)
    : server_(std::make_unique<Server>(loop.io(), path, std::move(command))) {}

ControlSocket::~ControlSocket() = default;

}  // namespace gateway
