#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/stream.hpp"
#include "net/tls/test_certificates.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace net {

// A TLS server for tests, OpenSSL itself over a stream, that says what the test tells it and remembers what it
// heard.
class TestTlsServer {
 public:
  explicit TestTlsServer(const TestCertificate& shown, int highest_version = 0);  // 0: OpenSSL's

  void accept(std::unique_ptr<Stream> stream);  // one connection at a time
  void say(const std::string& plain);
  void say_in_clear(std::string_view wire) { stream_->write(as_bytes(wire)); }
  void farewell();      // TLS's close_notify, then FIN
  void break_off();     // FIN alone
  std::string answer;   // said as soon as something was heard, with a farewell after it; empty: nothing
  std::string heard;    // plain
  std::string on_wire;  // as it came
  bool open = false;    // the handshake was done
  bool heard_farewell = false;
  std::optional<StreamEnd> end;

 private:
  void received(BytesView bytes);
  void flush();

  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  std::unique_ptr<Stream> stream_;
};

}  // namespace net
