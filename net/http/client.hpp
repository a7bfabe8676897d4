#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "net/http/message.hpp"
#include "net/time.hpp"
#include "net/tls/tls_trust.hpp"

namespace net {

struct HttpLimits {
  Duration connect = 15s;                               // until the connection stands
  Duration inactivity = 60s;                            // without a byte from the server
  std::size_t body = 64U << 20;                         // a longer body ends the exchange as `too_large`
  std::optional<std::size_t> cut_after = std::nullopt;  // reset once this many body octets are here: outcome `cut`
  std::optional<TlsTrust> tls = std::nullopt;  // HTTPS, with a server that shows a certificate which this accepts
  Duration expect_continue = 1s;  // with a field "Expect: 100-continue", how long the body waits for the 100
};

enum class HttpOutcome {
  complete,
  cut,
  refused,
  unreachable,
  timed_out,
  reset,
  untrusted,  // the server's certificate is not accepted
  no_tls,     // the server speaks no TLS, or none that would do
  truncated,
  malformed,
  too_large
};
std::string to_string(HttpOutcome outcome);

struct HttpResult {
  HttpOutcome outcome = HttpOutcome::complete;
  std::optional<HttpResponse> response = std::nullopt;  // whenever its header came, with as much body as came
  std::string failure{};  // what more there is to say of an outcome, for people: "certificate has expired"
};

// Asks a server, one connection per request (the client closes), and calls `done` once, never from inside
// `request`.
class HttpClient {
 public:
  using Done = std::function<void(HttpResult)>;
  virtual ~HttpClient() = default;
  virtual void request(HttpRequest request, Endpoint server, const HttpLimits& limits, Done done) = 0;
};

}  // namespace net
