#pragma once

#include <memory>

#include "net/stream.hpp"
#include "net/tls/tls_trust.hpp"

namespace net {

// TLS 1.2 or 1.3, as a client, over the streams of another opener. `opened` comes once the server has shown a
// certificate that `trust` accepts. Where it has not, `closed` says `untrusted` or `no_tls` instead, and the
// stream's `failure` says why in words. A connection that ends without TLS's own farewell is `reset`: what came may
// have been cut (RFC 8446 §6.1).
class TlsStreams : public StreamOpener {
 public:
  TlsStreams(StreamOpener& below, TlsTrust trust);
  ~TlsStreams() override;
  TlsStreams(const TlsStreams&) = delete;
  TlsStreams& operator=(const TlsStreams&) = delete;

  // A file of authorities that cannot be read makes every server `untrusted`; it is read again when it has changed.
  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers) override;

 private:
  class Authorities;

  StreamOpener& below_;
  TlsTrust trust_;
  std::unique_ptr<const Authorities> authorities_;
};

}  // namespace net
