#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "net/bytes.hpp"
#include "net/http/message.hpp"

namespace net {

// Start line, fields exactly as given (order, case, repetitions) and the empty line; the body is written after it.
// Nothing is added. What could break out of its line (CR, LF, NUL, in a target also blanks) is made harmless.
std::string encode_header(const HttpRequest& request);
std::string encode_header(const HttpResponse& response);

struct HttpSizeLimits {
  std::size_t header = 16U << 10;
  std::size_t body = 64U << 20;
};

// Why a message cannot be read on: found as early as the octets allow, and the same however they were cut into
// pieces.
enum class HttpFault { malformed, header_too_large, body_too_large };

// Reads one request, fed as the octets come (RFC 9112: Content-Length and chunked bodies).
class HttpRequestParser {
 public:
  explicit HttpRequestParser(HttpSizeLimits limits = {});
  ~HttpRequestParser();
  HttpRequestParser(HttpRequestParser&&) noexcept;
  HttpRequestParser& operator=(HttpRequestParser&&) noexcept;

  // How many octets were taken: fewer than given when the message ended before, and the rest is the next request's.
  std::size_t feed(BytesView bytes);
  [[nodiscard]] bool has_header() const;
  [[nodiscard]] bool is_complete() const;
  [[nodiscard]] std::optional<HttpFault> fault() const;
  [[nodiscard]] bool keep_alive() const;        // what the client wants; once the header is here
  [[nodiscard]] bool expects_continue() const;  // RFC 9110 §10.1.1
  [[nodiscard]] HttpRequest& request();         // as much of it as came

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

// Reads the answer to one request. Interim answers (1xx) are passed over and counted; 101 is final.
class HttpResponseParser {
 public:
  explicit HttpResponseParser(std::string_view request_method,
                              HttpSizeLimits limits = {});  // HEAD: no body follows
  ~HttpResponseParser();
  HttpResponseParser(HttpResponseParser&&) noexcept;
  HttpResponseParser& operator=(HttpResponseParser&&) noexcept;

  std::size_t feed(BytesView bytes);
  void finish();  // the server has closed: completes a body without a length; otherwise nothing changes
  [[nodiscard]] int interim_answers() const;
  [[nodiscard]] bool has_header() const;
  [[nodiscard]] bool is_complete() const;
  [[nodiscard]] std::optional<HttpFault> fault() const;
  [[nodiscard]] HttpResponse& response();

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace net
