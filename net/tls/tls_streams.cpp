#include "net/tls/tls_streams.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

#include "net/tls/tls_session.hpp"

namespace net {

// What the trust's file says, as OpenSSL wants it.
class TlsStreams::Authorities {
 public:
  explicit Authorities(const std::string& file)
      : file_(file), written_(time_of(file)), context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free) {
    if (!context_) throw std::bad_alloc();
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context_.get(), SSL_OP_NO_RENEGOTIATION);
    ERR_clear_error();
    const auto* path = file.c_str();
    const bool read = file.empty() ? SSL_CTX_set_default_verify_paths(context_.get()) == 1
                                   : SSL_CTX_load_verify_file(context_.get(), path) == 1;
    if (read) return;
    problem_ = "read the authorities in " + file + ": " + why();
    ERR_clear_error();
  }

  [[nodiscard]] bool outdated() const { return time_of(file_) != written_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }  // empty: none
  [[nodiscard]] SSL_CTX& context() const { return *context_; }

 private:
  static std::string why() {
    const auto first = ERR_peek_error();  // later ones only say who passed it on
    if (ERR_SYSTEM_ERROR(first)) return std::generic_category().message(ERR_GET_REASON(first));
    const auto* reason = ERR_reason_error_string(first);
    return reason != nullptr ? reason : "no certificate in it";
  }
  static std::filesystem::file_time_type time_of(const std::string& file) {
    std::error_code none;
    return file.empty() ? std::filesystem::file_time_type() : std::filesystem::last_write_time(file, none);
  }

  std::string file_;
  std::filesystem::file_time_type written_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::string problem_;
};

namespace {

// Has two owners: the Stream that was handed out, and the call from below that is under way in it, during which a
// handler may destroy the Stream.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::string problem, std::unique_ptr<TlsSession> session, Stream::Handlers handlers)
      : failure_(std::move(problem)), session_(std::move(session)), handlers_(std::move(handlers)) {}

  void connect(StreamOpener& opener, Endpoint to) {
    below_ = opener.connect(to, {.opened = [this] { opened(); },
                                 .received = [this](BytesView bytes) { received(bytes); },
                                 .peer_finished = [this] { peer_finished(); },
                                 .closed = [this](StreamEnd end) { closed(end); }});
  }

  void set_handlers(Stream::Handlers handlers) { handlers_ = std::move(handlers); }

  void write(BytesView bytes) {
    if (over_ || finish_wanted_) return;
    queued_ += as_text(bytes);
    if (open_) push();
  }

  void finish() {
    if (over_ || std::exchange(finish_wanted_, true)) return;
    if (open_) push();
  }

  void abort() {
    over_ = true;
    below_->abort();
  }

  void drop() {
    over_ = true;
    below_.reset();
  }

  [[nodiscard]] const Stream& below() const { return *below_; }
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  void opened() {
    const auto self = shared_from_this();
    if (over_) return;
    if (!failure_.empty()) return close(StreamEnd::untrusted);
    session_->start();
    flush();
    if (session_->phase() == TlsSession::Phase::failed) fail();
  }

  void received(BytesView bytes) {
    const auto self = shared_from_this();
    if (over_) return;
    session_->arrived(bytes);
    if (session_->phase() == TlsSession::Phase::open && !std::exchange(open_, true)) {
      push();
      if (handlers_.opened) handlers_.opened();
    }
    if (over_) return;
    const auto plain = session_->to_read();
    flush();
    if (!plain.empty() && handlers_.received) handlers_.received(as_bytes(plain));
    if (over_) return;
    if (session_->phase() == TlsSession::Phase::failed) return fail();
    if (!session_->peer_said_farewell() || std::exchange(peer_finished_, true)) return;
    if (handlers_.peer_finished) handlers_.peer_finished();
  }

  void peer_finished() {
    const auto self = shared_from_this();
    if (over_ || peer_finished_) return;
    failure_ = open_ ? "the connection ended without TLS's farewell" : "the server ended the handshake";
    close(open_ ? StreamEnd::reset : StreamEnd::no_tls);
  }

  void closed(StreamEnd end) {
    const auto self = shared_from_this();
    if (!over_) close(end);
  }

  void push() {
    if (const auto plain = std::exchange(queued_, {}); !plain.empty()) session_->write(as_bytes(plain));
    if (finish_wanted_) session_->say_farewell();
    flush();
    if (finish_wanted_) below_->finish();
  }

  void flush() {
    if (const auto wire = session_->to_send(); !wire.empty()) below_->write(as_bytes(wire));
  }

  void fail() {
    flush();  // the alert that says so
    below_->finish();
    failure_ = session_->failure();
    close(session_->end());
  }

  void close(StreamEnd end) {
    over_ = true;
    if (handlers_.closed) handlers_.closed(end);
  }

  std::string failure_;
  std::unique_ptr<TlsSession> session_;
  Stream::Handlers handlers_;  // kept to the end: one of them may be what calls
  std::unique_ptr<Stream> below_;
  std::string queued_;  // written before the handshake was done
  bool open_ = false;
  bool finish_wanted_ = false;
  bool peer_finished_ = false;
  bool over_ = false;  // closed or aborted
};

class TlsStream : public Stream {
 public:
  explicit TlsStream(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
  ~TlsStream() override { connection_->drop(); }

  void set_handlers(Handlers handlers) override { connection_->set_handlers(std::move(handlers)); }
  void write(BytesView bytes) override { connection_->write(bytes); }
  void finish() override { connection_->finish(); }
  void abort() override { connection_->abort(); }
  [[nodiscard]] Endpoint peer() const override { return connection_->below().peer(); }
  [[nodiscard]] Endpoint local() const override { return connection_->below().local(); }
  [[nodiscard]] std::string failure() const override { return connection_->failure(); }

 private:
  std::shared_ptr<Connection> connection_;
};

}  // namespace

TlsStreams::TlsStreams(StreamOpener& below, TlsTrust trust) : below_(below), trust_(std::move(trust)) {}
TlsStreams::~TlsStreams() = default;

std::unique_ptr<Stream> TlsStreams::connect(Endpoint to, Stream::Handlers handlers) {
  if (!authorities_ || authorities_->outdated()) authorities_ = std::make_unique<Authorities>(trust_.ca_file);
  auto session = std::make_unique<TlsSession>(authorities_->context(), trust_, to);
  auto connection = std::make_shared<Connection>(authorities_->problem(), std::move(session), std::move(handlers));
  connection->connect(below_, to);
  return std::make_unique<TlsStream>(std::move(connection));
}

}  // namespace net
