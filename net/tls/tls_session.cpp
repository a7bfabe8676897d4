#include "net/tls/tls_session.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cassert>
#include <limits>
#include <new>

namespace net {

namespace {

std::string last_reason() {
  const auto* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason != nullptr ? reason : "the handshake broke off";
}

void set_peer(SSL* ssl, const TlsTrust& trust, Endpoint peer) {
  auto* check = SSL_get0_param(ssl);
  const bool set = trust.name.empty()
                       ? X509_VERIFY_PARAM_set1_ip_asc(check, to_string(peer.address).c_str()) == 1
                       : X509_VERIFY_PARAM_set1_host(check, trust.name.data(), trust.name.size()) == 1 &&
                             SSL_set_tlsext_host_name(ssl, trust.name.c_str()) == 1;
  if (!set) throw std::bad_alloc();
  if (trust.at) X509_VERIFY_PARAM_set_time(check, trust.at->time_since_epoch().count());
}

}  // namespace

TlsSession::TlsSession(SSL_CTX& context, const TlsTrust& trust, Endpoint peer)
    : ssl_(SSL_new(&context), &SSL_free) {
  auto* in = BIO_new(BIO_s_mem());
  auto* out = BIO_new(BIO_s_mem());
  if (!ssl_ || in == nullptr || out == nullptr) throw std::bad_alloc();
  SSL_set_bio(ssl_.get(), in, out);  // the session's from here on
  SSL_set_connect_state(ssl_.get());
  set_peer(ssl_.get(), trust, peer);
}

TlsSession::~TlsSession() = default;

void TlsSession::start() { shake_hands(); }

void TlsSession::arrived(BytesView wire) {
  if (phase_ == Phase::failed || wire.empty()) return;
  BIO_write(SSL_get_rbio(ssl_.get()), wire.data(), static_cast<int>(wire.size()));
  if (phase_ == Phase::handshake) shake_hands();
}

void TlsSession::shake_hands() {
  ERR_clear_error();
  const auto result = SSL_do_handshake(ssl_.get());
  if (result == 1)
    phase_ = Phase::open;
  else if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ)
    fail();
}

void TlsSession::write(BytesView plain) {
  assert(phase_ == Phase::open);
  if (plain.empty()) return;
  ERR_clear_error();
  std::size_t written = 0;  // all of it: memory has room
  const auto result = SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &written);
  if (result != 1) fail();
}

void TlsSession::say_farewell() {
  assert(phase_ == Phase::open);
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
}

std::string TlsSession::to_send() {
  char* bytes = nullptr;
  auto* out = SSL_get_wbio(ssl_.get());
  const auto size = BIO_get_mem_data(out, &bytes);
  std::string wire(bytes, static_cast<std::size_t>(size));
  BIO_reset(out);
  return wire;
}

std::string TlsSession::to_read() {
  std::string plain;
  std::array<char, 16384> record;
  while (phase_ == Phase::open) {
    ERR_clear_error();
    std::size_t size = 0;
    const auto result = SSL_read_ex(ssl_.get(), record.data(), record.size(), &size);
    if (result != 1) {
      const auto error = SSL_get_error(ssl_.get(), result);
      if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_ZERO_RETURN) fail();
      break;
    }
    plain.append(record.data(), size);
  }
  return plain;
}

bool TlsSession::peer_said_farewell() const {
  return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0 && phase_ != Phase::failed;
}

void TlsSession::fail() {
  const auto verdict = SSL_get_verify_result(ssl_.get());
  if (phase_ == Phase::open) {
    end_ = StreamEnd::reset;
    failure_ = last_reason();
  } else if (verdict != X509_V_OK) {
    end_ = StreamEnd::untrusted;
    failure_ = X509_verify_cert_error_string(verdict);
  } else {
    failure_ = last_reason();
  }
  phase_ = Phase::failed;
}

}  // namespace net
