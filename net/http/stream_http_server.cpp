#include "net/http/stream_http_server.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include "net/http/http_codec.hpp"

namespace net {
namespace {

constexpr std::size_t most_ahead = 1U << 20;  // octets of further requests kept while one is being answered

int status_of(HttpFault fault) {
  switch (fault) {
    case HttpFault::malformed: return 400;
    case HttpFault::header_too_large: return 431;
    case HttpFault::body_too_large: return 413;
  }
  return 400;
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }  // RFC 9110 §6.4.1

}  // namespace

struct StreamHttpServer::Connections {
  Loop& loop;
  std::vector<HttpRoute> routes;
  Duration patience;
  std::map<std::uint64_t, std::unique_ptr<Connection>> open;
  std::uint64_t next = 0;
};

class StreamHttpServer::Connection {
 public:
  Connection(const std::shared_ptr<Connections>& server, std::uint64_t key, std::unique_ptr<Stream> stream)
      : weak_server_(server), server_(*server), key_(key), stream_(std::move(stream)) {
    stream_->set_handlers({.opened = {},
                           .received = [this](BytesView bytes) { received(bytes); },
                           .peer_finished = [this] { peer_finished(); },
                           .closed = [this](StreamEnd) { vanish(); }});
    listen_for_a_while();
  }

  void answer(std::uint64_t request_number, HttpResponse response) {
    if (!answering_ || finishing_ || request_number != requests_) return;  // a second answer, or nobody is there
    answering_ = false;
    auto& fields = response.fields;
    if (may_have_body(response.status) && !field(fields, "Content-Length")) {
      fields.emplace_back("Content-Length", std::to_string(response.body.size()));
    }
    if (const auto wish = field(fields, "Connection")) {
      keep_ = keep_ && !same_name(*wish, "close");
    } else if (!keep_) {
      fields.emplace_back("Connection", "close");
    } else if (asked_to_keep_) {
      fields.emplace_back("Connection", "keep-alive");
    }
    stream_->write(as_bytes(encode_header(response)));
    if (!head_ && may_have_body(response.status) && !response.body.empty()) stream_->write(as_bytes(response.body));
    if (!keep_) {
      finish();
      return;
    }
    listen_for_a_while();
    parser_ = HttpRequestParser();
    continued_ = false;
    if (!reading_) read(as_bytes(std::exchange(ahead_, {})));
  }

 private:
  void received(BytesView bytes) {
    if (finishing_) return;
    if (!answering_) {
      listen_for_a_while();
      read(bytes);
    } else if (ahead_.size() + bytes.size() <= most_ahead) {
      ahead_ += as_text(bytes);
    } else {
      stream_->abort();
      vanish();
    }
  }

  void read(BytesView bytes) {
    reading_ = true;
    while (!bytes.empty() && !answering_ && !finishing_) {
      bytes = bytes.subspan(parser_.feed(bytes));
      if (const auto fault = parser_.fault()) {
        refuse(status_of(*fault));
      } else if (parser_.is_complete()) {
        ask();
      } else if (parser_.expects_continue() && !std::exchange(continued_, true)) {
        stream_->write(as_bytes("HTTP/1.1 100 Continue\r\n\r\n"));
      }
    }
    if (!finishing_) ahead_ += as_text(bytes);
    reading_ = false;
    if (peer_finished_ && !answering_) finish();
  }

  void ask() {
    answering_ = true;
    timer_.cancel();                              // a handler takes the time it takes
    auto request = std::move(parser_.request());  // a handler may read it after its answer has reset the parser
    request.peer = stream_->peer();
    keep_ = parser_.keep_alive() && !peer_finished_;
    asked_to_keep_ = field(request.fields, "Connection").has_value();
    head_ = request.method == "HEAD";
    dispatch(server_.routes, request,
             [weak = weak_server_, key = key_, number = ++requests_](HttpResponse response) {
               const auto server = weak.lock();
               if (!server) return;
               const auto found = server->open.find(key);
               if (found != server->open.end()) found->second->answer(number, std::move(response));
             });
  }

  void refuse(int status) {
    answering_ = true;
    keep_ = head_ = false;
    answer(++requests_, {status, {}, std::string(reason_phrase(status)) + "\n"});
  }

  void peer_finished() {
    peer_finished_ = true;
    keep_ = false;
    if (!answering_) finish();  // nothing more to say; half a request gets no answer
  }

  void finish() {
    if (std::exchange(finishing_, true)) return;
    stream_->finish();
    listen_for_a_while();
  }

  void listen_for_a_while() {
    timer_ = server_.loop.after(server_.patience, [this] { finishing_ ? drop() : finish(); });
  }

  // Not from inside the stream's own call.
  void vanish() {
    finishing_ = true;
    timer_ = server_.loop.after(0s, [this] { drop(); });
  }
  void drop() { server_.open.erase(key_); }  // this object is gone

  std::weak_ptr<Connections> weak_server_;
  Connections& server_;
  std::uint64_t key_;
  std::unique_ptr<Stream> stream_;
  HttpRequestParser parser_;
  std::string ahead_;
  std::uint64_t requests_ = 0;
  bool reading_ = false;
  bool answering_ = false;
  bool continued_ = false;
  bool keep_ = true;
  bool asked_to_keep_ = false;
  bool head_ = false;
  bool peer_finished_ = false;
  bool finishing_ = false;  // FIN is sent, or the stream is closed
  Timer timer_;
};

StreamHttpServer::StreamHttpServer(Loop& loop, std::vector<HttpRoute> routes, Duration patience)
    : connections_(std::make_shared<Connections>(Connections{loop, std::move(routes), patience, {}, 0})) {}
StreamHttpServer::~StreamHttpServer() = default;

StreamHttpServer::Accept StreamHttpServer::acceptor() {
  return [weak = std::weak_ptr(connections_)](std::unique_ptr<Stream> stream) {
    const auto server = weak.lock();
    if (!server) return;
    const auto key = server->next++;
    server->open.emplace(key, std::make_unique<Connection>(server, key, std::move(stream)));
  };
}

}  // namespace net
