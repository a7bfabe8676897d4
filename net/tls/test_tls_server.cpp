#include "net/tls/test_tls_server.hpp"

#include <openssl/ssl.h>

#include <array>

namespace net {

TestTlsServer::TestTlsServer(const TestCertificate& shown, int highest_version)
    : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free), ssl_(nullptr, &SSL_free) {
  SSL_CTX_use_certificate(context_.get(), shown.certificate());
  SSL_CTX_use_PrivateKey(context_.get(), shown.key());
  SSL_CTX_set_min_proto_version(context_.get(), 0);
  SSL_CTX_set_max_proto_version(context_.get(), highest_version);
  SSL_CTX_set_security_level(context_.get(), 0);
}

void TestTlsServer::accept(std::unique_ptr<Stream> stream) {
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(ssl_.get());
  open = heard_farewell = false;
  stream_ = std::move(stream);
  stream_->set_handlers({.opened = {},
                         .received = [this](BytesView bytes) { received(bytes); },
                         .peer_finished = {},
                         .closed = [this](StreamEnd e) { end = e; }});
}

void TestTlsServer::received(BytesView bytes) {
  on_wire += as_text(bytes);
  BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
  if (!open) open = SSL_do_handshake(ssl_.get()) == 1;
  std::array<char, 4096> plain;
  int size = 0;
  const auto before = heard.size();
  while (open && (size = SSL_read(ssl_.get(), plain.data(), plain.size())) > 0)
    heard.append(plain.data(), static_cast<std::size_t>(size));
  heard_farewell = (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
  flush();
  if (heard.size() == before || answer.empty()) return;
  say(answer);
  farewell();
}

void TestTlsServer::say(const std::string& plain) {
  SSL_write(ssl_.get(), plain.data(), static_cast<int>(plain.size()));
  flush();
}

void TestTlsServer::farewell() {
  SSL_shutdown(ssl_.get());
  flush();
  stream_->finish();
}

void TestTlsServer::break_off() { stream_->finish(); }

void TestTlsServer::flush() {
  char* bytes = nullptr;
  auto* out = SSL_get_wbio(ssl_.get());
  const auto size = BIO_get_mem_data(out, &bytes);
  if (size > 0) stream_->write(as_bytes(std::string_view(bytes, static_cast<std::size_t>(size))));
  BIO_reset(out);
}

}  // namespace net
