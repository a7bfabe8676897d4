#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "net/bytes.hpp"
#include "net/stream.hpp"
#include "net/tls/tls_trust.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace net {

// One connection's TLS, without a connection: octets of the wire in and out, plain octets in and out (OpenSSL over
// memory BIOs). A call takes in what it is given; what is then to be sent or read is asked for.
class TlsSession {
 public:
  enum class Phase { handshake, open, failed };

  TlsSession(ssl_ctx_st& context, const TlsTrust& trust, Endpoint peer);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  void start();                  // the first flight is to be sent
  void arrived(BytesView wire);  // octets of the wire
  void write(BytesView plain);   // while open
  void say_farewell();           // while open: no more will be written

  std::string to_send();  // octets for the wire; empty: none
  std::string to_read();  // plain octets; empty: none for now
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] bool peer_said_farewell() const;
  // When failed: `untrusted` or `no_tls` (`reset`, once open), and why.
  [[nodiscard]] StreamEnd end() const { return end_; }
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  void shake_hands();
  void fail();

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  Phase phase_ = Phase::handshake;
  StreamEnd end_ = StreamEnd::no_tls;
  std::string failure_;
};

}  // namespace net
