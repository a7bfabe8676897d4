// The one file that knows cpp-httplib (0.11.4, as Debian 12 has it, its code in a shared library).
#include "net/http/http_server.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "net/http/http_server_bridge.hpp"

namespace net {
namespace {

constexpr int backlog = 4096;      // the library's 5 loses the SYNs of an office that powers up at once
constexpr int patience_ms = 5000;  // for a connection that neither sends nor takes

// A connection as the library sees it. Its own class would leave the socket out of our reach: a server must be able
// to end while a client stalls.
class SocketStream : public httplib::Stream {
 public:
  explicit SocketStream(int socket) : socket_(socket) {}

  [[nodiscard]] bool is_readable() const override { return next_ < end_ || ready(POLLIN); }
  [[nodiscard]] bool is_writable() const override { return ready(POLLOUT); }

  ssize_t read(char* to, std::size_t size) override {
    if (next_ == end_) {
      if (!flush() || !ready(POLLIN)) return -1;
      const auto got = ::recv(socket_, buffer_, sizeof buffer_, 0);
      if (got <= 0) return got;
      next_ = 0;
      end_ = static_cast<std::size_t>(got);
    }
    size = std::min(size, end_ - next_);
    std::copy_n(buffer_ + next_, size, to);
    next_ += size;
    return static_cast<ssize_t>(size);
  }

  // The library writes an answer's header and its body apart. The header waits for the body, so that a short answer
  // is one segment.
  ssize_t write(const char* from, std::size_t size) override {
    const bool first = waiting_.empty();
    if (first && size <= longest_wait) {
      waiting_.assign(from, size);
      return static_cast<ssize_t>(size);
    }
    const bool together = size <= longest_wait;
    if (together) waiting_.append(from, size);
    if (!flush(together ? 0 : MSG_MORE)) return -1;
    return together || send_all(from, size, 0) ? static_cast<ssize_t>(size) : -1;
  }

  bool flush(int flags = 0) {
    const auto sent = send_all(waiting_.data(), waiting_.size(), flags);
    waiting_.clear();
    return sent;
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override { tell(::getpeername, ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { tell(::getsockname, ip, port); }
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  [[nodiscard]] bool ready(short events) const {
    pollfd waiting{socket_, events, 0};
    return ::poll(&waiting, 1, patience_ms) > 0;
  }

  [[nodiscard]] bool send_all(const char* from, std::size_t size, int flags) const {
    for (std::size_t done = 0; done < size;) {
      const auto sent = ready(POLLOUT) ? ::send(socket_, from + done, size - done, flags | MSG_NOSIGNAL) : -1;
      if (sent < 0) return false;
      done += static_cast<std::size_t>(sent);
    }
    return true;
  }

  void tell(int (*ask)(int, sockaddr*, socklen_t*), std::string& ip, int& port) const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (ask(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0 || address.sin_family != AF_INET) return;
    ip = to_string(Ipv4Address(ntohl(address.sin_addr.s_addr)));
    port = ntohs(address.sin_port);
  }

  static constexpr std::size_t longest_wait = 16384;

  int socket_;
  std::string waiting_;
  char buffer_[16384];
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

// The sockets being served, so that they can be shut before their time.
class OpenSockets {
 public:
  bool add(int socket) {
    const std::scoped_lock lock(mutex_);
    if (!shut_) sockets_.insert(socket);
    return !shut_;
  }
  void close(int socket) {
    const std::scoped_lock lock(mutex_);
    sockets_.erase(socket);
    ::close(socket);
  }
  void shut() {
    const std::scoped_lock lock(mutex_);
    shut_ = true;
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }

 private:
  std::mutex mutex_;
  bool shut_ = false;
  std::set<int> sockets_;
};

class Listener : public httplib::Server {
 public:
  void deepen_backlog() { ::listen(svr_sock_, backlog); }

  // stop() would close the socket under the accepting thread, and does nothing before that thread runs. A socket
  // that is shut ends the thread whenever it comes to accept, and the thread closes it.
  void stop_accepting() { ::shutdown(svr_sock_, SHUT_RDWR); }
  void shut_connections() { open_.shut(); }

 private:
  bool process_and_close_socket(socket_t socket) override {
    const int on = 1;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    bool served = false;
    if (open_.add(socket)) {
      SocketStream stream(socket);
      bool closed = false;
      served = process_request(stream, true, closed, [](httplib::Request& request) { request.ranges.clear(); });
      stream.flush();
      ::shutdown(socket, SHUT_WR);
      // Octets that nobody reads would turn our FIN into an RST, which may overtake the answer.
      char unread[4096];
      for (int i = 0; i < 64 && ::recv(socket, unread, sizeof unread, MSG_DONTWAIT) > 0; ++i) continue;
    }
    open_.close(socket);
    return served;
  }

  OpenSockets open_;
};

// httplib::Server sets SIGPIPE to be ignored, which children would inherit (our streams do not raise it), and
// threads begin with their maker's mask: signals are for the main thread, and must not break off a read.
class SignalsAsTheyWere {
 public:
  SignalsAsTheyWere() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &mask_);
    ::sigaction(SIGPIPE, nullptr, &pipe_);
  }
  ~SignalsAsTheyWere() {
    ::sigaction(SIGPIPE, &pipe_, nullptr);
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }
  SignalsAsTheyWere(const SignalsAsTheyWere&) = delete;
  SignalsAsTheyWere& operator=(const SignalsAsTheyWere&) = delete;

 private:
  sigset_t mask_{};
  struct sigaction pipe_ {};
};

// RFC 9112 §6.3: without one of these fields there is none. The library would read until the client closes.
bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         request.get_header_value("Content-Length", 0).find_first_of("123456789") != std::string::npos;
}

// The library would read it all before it said so.
bool is_too_large(const httplib::Request& request, std::size_t most_body) {
  return request.get_header_value<std::uint64_t>("Content-Length") > most_body;
}

HttpRequest read(const httplib::Request& from, std::string body) {
  HttpRequest request{from.method, from.target, {}, std::move(body), {}};
  for (const auto& [name, value] : from.headers) {
    if (name.starts_with("REMOTE_") || name.starts_with("LOCAL_")) continue;  // the library's own
    request.fields.emplace_back(name, value);
  }
  if (const auto address = Ipv4Address::parse(from.remote_addr)) {
    request.peer = Endpoint{*address, static_cast<std::uint16_t>(from.remote_port)};
  }
  return request;
}

void write(HttpResponse from, httplib::Response& to) {
  to.status = from.status;
  to.reason = reason_phrase(from.status);
  for (auto& [name, value] : from.fields) {
    if (same_name(name, "Content-Length") || same_name(name, "Connection")) continue;  // the library adds its own
    to.set_header(name, value);
  }
  to.body = std::move(from.body);
}

}  // namespace

class HttpServer::Machine {
 public:
  Machine(Loop& loop, Endpoint at, std::vector<HttpRoute> routes, unsigned threads, std::size_t most_body)
      : bridge_(std::make_shared<HttpServerBridge>(loop, std::move(routes))) {
    const SignalsAsTheyWere signals;
    listener_ = std::make_unique<Listener>();
    set_up(threads, most_body);
    port_ = bind(at);
    listener_->deepen_backlog();
    thread_ = std::thread([this] { listener_->listen_after_bind(); });
  }

  ~Machine() {
    bridge_->close();
    listener_->stop_accepting();
    listener_->shut_connections();
    thread_.join();
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void set_up(unsigned threads, std::size_t most_body) {
    listener_->new_task_queue = [threads] { return new httplib::ThreadPool(threads); };  // the library deletes it
    listener_->set_payload_max_length(most_body);
    listener_->set_socket_options(
        [](socket_t socket) {  // not its SO_REUSEPORT: two servers would share a port in silence
          const int on = 1;
          ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
    listener_->set_pre_routing_handler(
        [this, most_body](const httplib::Request& request, httplib::Response& response) {
          if (is_too_large(request, most_body)) {
            response.status = 413;
          } else if (has_body(request) && takes_a_body(request.method)) {
            return httplib::Server::HandlerResponse::Unhandled;
          } else {
            answer(request, {}, response);
          }
          return httplib::Server::HandlerResponse::Handled;
        });
    const httplib::Server::HandlerWithContentReader handler = [this](const httplib::Request& request,
                                                                     httplib::Response& response,
                                                                     const httplib::ContentReader& content) {
      if (request.is_multipart_form_data()) {  // which the library would take apart
        response.status = 415;
        return;
      }
      std::string body;
      const auto take = [&](const char* octets, std::size_t size) {
        body.append(octets, size);
        return true;
      };
      if (content(take)) answer(request, std::move(body), response);
    };
    const std::string any = "[\\s\\S]*";
    listener_->Post(any, handler).Put(any, handler).Patch(any, handler).Delete(any, handler);
  }

  static bool takes_a_body(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
  }

  std::uint16_t bind(Endpoint at) {
    const auto host = to_string(at.address);
    errno = 0;
    const int port = at.port == 0                                  ? listener_->bind_to_any_port(host)
                     : listener_->bind_to_port(host, int{at.port}) ? int{at.port}
                                                                   : -1;
    if (port < 0) {
      throw std::system_error(errno != 0 ? errno : EADDRINUSE, std::system_category(),
                              "listen on " + to_string(at));
    }
    return static_cast<std::uint16_t>(port);
  }

  void answer(const httplib::Request& request, std::string body, httplib::Response& response) {
    auto given = bridge_->ask(read(request, std::move(body)));
    write(given ? std::move(*given) : HttpResponse{503, {}, {}}, response);
  }

  std::shared_ptr<HttpServerBridge> bridge_;
  std::unique_ptr<Listener> listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

HttpServer::HttpServer(Loop& loop, Endpoint at, std::vector<HttpRoute> routes, unsigned threads,
                       std::size_t most_body)
    : machine_(std::make_unique<Machine>(loop, at, std::move(routes), threads, most_body)) {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return machine_->port(); }

}  // namespace net
