#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "net/http/client.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"
#include "net/tls/tls_streams.hpp"

namespace net {

// HTTP over any streams: our own TCP or the kernel's sockets. Fields go out in the order given; a missing Host
// stands before them, a missing Content-Length after them (before an Expect, as libcurl writes them). Destroying it
// drops what is in flight (the connections are reset) and calls nobody.
class StreamHttpClient : public HttpClient {
 public:
  StreamHttpClient(Loop& loop, StreamOpener& opener);
  ~StreamHttpClient() override;
  StreamHttpClient(const StreamHttpClient&) = delete;
  StreamHttpClient& operator=(const StreamHttpClient&) = delete;

  // `done` may destroy this client. The response is there whenever its header came whole, whatever the outcome;
  // with `cut` its body has exactly `cut_after` octets. Bytes a server sends after its answer are ignored.
  void request(HttpRequest request, Endpoint server, const HttpLimits& limits, Done done) override;

 private:
  class Exchange;

  StreamOpener& tls(const TlsTrust& trust);

  Loop& loop_;
  StreamOpener& opener_;
  TlsTrust tls_trust_;  // what tls_ was made with
  std::unique_ptr<TlsStreams> tls_;
  std::map<std::uint64_t, std::unique_ptr<Exchange>> exchanges_;
  std::uint64_t next_ = 0;
};

}  // namespace net
