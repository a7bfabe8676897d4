#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "net/http/message.hpp"
#include "net/time.hpp"

namespace net {

struct HttpLimits {
  Duration connect = 15s;                               // until the connection stands
  Duration inactivity = 60s;                            // without a byte from the server
  std::size_t body = 64U << 20;                         // a longer body ends the exchange as `too_large`
  std::optional<std::size_t> cut_after = std::nullopt;  // reset once this many body octets are here: outcome `cut`
  Duration expect_continue = 1s;  // with a field "Expect: 100-continue", how long the body waits for the 100
};

enum class HttpOutcome { complete, cut, refused, unreachable, timed_out, reset, truncated, malformed, too_large };
std::string to_string(HttpOutcome outcome);

struct HttpResult {
  HttpOutcome outcome = HttpOutcome::complete;
  std::optional<HttpResponse> response = std::nullopt;  // whenever its header came, with as much body as came
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
