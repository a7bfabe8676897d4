// The one file that knows Boost.Beast. Its basic_parser reads start line, fields and body framing; what it leaves
// open is done here: the header is handed to it in one piece (its own limit counts lines, not headers, and what it
// finds in a header depends on where the pieces were cut), bodies are bounded, and every fault is a value. Its
// serializer is not used: it moves repeated fields together, and the order on the wire is a handset's signature.
#include "net/http/http_codec.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using Text = boost::beast::string_view;

constexpr int most_interim_answers = 16;  // a server that sends only 1xx must not hold a client for ever

std::string copy(Text text) { return {text.data(), text.size()}; }

template <bool is_request>
class Reader : public http::basic_parser<is_request> {
 public:
  Reader(HttpSizeLimits limits, bool without_body) : limits_(limits) {
    this->header_limit(std::numeric_limits<std::uint32_t>::max());
    this->body_limit(std::numeric_limits<std::uint64_t>::max());
    this->skip(without_body);
  }

  std::size_t feed(BytesView bytes) {
    if (fault_ || this->is_done()) return 0;
    std::size_t taken = 0;
    if (waiting_.empty() && this->is_header_done()) {
      taken = take(as_text(bytes));  // a body is not copied twice
      if (fault_ || this->is_done()) return taken;
      waiting_.assign(as_text(bytes.subspan(taken)));
    } else {
      waiting_ += as_text(bytes);
      if (!this->is_header_done()) take_header();
      if (this->is_header_done() && !this->is_done() && !fault_) waiting_.erase(0, take(waiting_));
    }
    return this->is_done() && !fault_ ? bytes.size() - waiting_.size() : bytes.size();
  }

  void finish() {
    if (fault_ || this->is_done() || !this->is_header_done() || !this->need_eof()) return;
    error_code error;
    this->put_eof(error);
  }

  [[nodiscard]] std::optional<HttpFault> fault() const { return fault_; }

  HttpRequest request;
  HttpResponse response;

 private:
  HttpFields& fields() { return is_request ? request.fields : response.fields; }
  std::string& body() { return is_request ? request.body : response.body; }

  // Beast is shown one element at a time, and at most a header's size of it: a chunk's own line and the trailers
  // have no other bound. Fewer octets than the last chunk has ("0", CRLF, CRLF) are held back: Beast's asserts do
  // not expect them.
  std::size_t take(std::string_view text) {
    std::size_t taken = 0;
    while (taken < text.size() && !this->is_done() && !fault_) {
      const auto shown = text.substr(taken, limits_.header);
      if (between_chunks() && shown.size() < 5) break;
      error_code error;
      const auto step = this->put(boost::asio::buffer(shown), error);
      taken += step;
      if (error && error != http::error::need_more) {
        if (!fault_) fault_ = HttpFault::malformed;
      } else if (step == 0) {
        if (shown.size() == limits_.header) fault_ = HttpFault::header_too_large;
        break;
      }
    }
    return taken;
  }

  [[nodiscard]] bool between_chunks() const {
    return this->is_header_done() && this->chunked() && chunk_left_ == 0;
  }

  void take_header() {
    // RFC 9112 §2.2: an empty line before a request is passed over.
    while (is_request && waiting_.starts_with("\r\n")) waiting_.erase(0, 2);
    if (is_request && waiting_ == "\r") return;
    if (!begins_well()) fault_ = HttpFault::malformed;
    const auto end = std::min(waiting_.size(), limits_.header);
    for (auto i = scanned_; i < end && !fault_; ++i) {
      if (waiting_[i] != '\n') continue;
      if (i == 0 || waiting_[i - 1] != '\r') {
        fault_ = HttpFault::malformed;
      } else if (i >= 3 && waiting_[i - 2] == '\n') {
        take(std::string_view(waiting_).substr(0, i + 1));
        if (!fault_ && !this->is_header_done()) fault_ = HttpFault::malformed;
        waiting_.erase(0, i + 1);
        return;
      }
    }
    scanned_ = end;
    if (!fault_ && waiting_.size() >= limits_.header) fault_ = HttpFault::header_too_large;
  }

  // What cannot become a message need not be waited for.
  [[nodiscard]] bool begins_well() const {
    if (!is_request) return std::string_view("HTTP/1.").starts_with(std::string_view(waiting_).substr(0, 7));
    return waiting_.empty() || (waiting_[0] > ' ' && waiting_[0] < 0x7f);
  }

  void keep(Text piece, error_code& error) {
    const auto room = limits_.body - std::min(limits_.body, body().size());
    body().append(piece.data(), std::min(room, piece.size()));
    if (piece.size() > room) too_large(error);
  }

  void too_large(error_code& error) {
    fault_ = HttpFault::body_too_large;
    error = http::error::body_limit;
  }

  void on_request_impl(http::verb, Text method, Text target, int, error_code&) override {
    request.method = copy(method);
    request.target = copy(target);
  }
  void on_response_impl(int status, Text, int, error_code& error) override {
    response.status = status;
    if (status < 100) error = http::error::bad_status;
  }
  void on_field_impl(http::field, Text name, Text value, error_code&) override {
    if (!this->is_header_done()) fields().emplace_back(copy(name), copy(value));  // trailers are dropped
  }
  void on_header_impl(error_code& error) override {
    // A request whose length nobody can know: RFC 9112 §6.3, rule 4.
    if (is_request && !this->chunked() && field(request.fields, "Transfer-Encoding")) {
      error = http::error::bad_transfer_encoding;
    }
    if (!this->is_done() && this->content_length().value_or(0) > limits_.body) too_large(error);
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text piece, error_code& error) override {
    keep(piece, error);
    return piece.size();
  }
  void on_chunk_header_impl(std::uint64_t size, Text, error_code&) override { chunk_left_ = size; }
  std::size_t on_chunk_body_impl(std::uint64_t left, Text piece, error_code& error) override {
    chunk_left_ = left - piece.size();
    keep(piece, error);
    return piece.size();
  }
  void on_finish_impl(error_code&) override {}

  HttpSizeLimits limits_;
  std::string waiting_;  // octets that came and are not understood yet
  std::size_t scanned_ = 0;
  std::uint64_t chunk_left_ = 0;
  std::optional<HttpFault> fault_;
};

void add_fields(std::string& text, const HttpFields& fields) {
  const auto one_line = [](char c) { return c == '\r' || c == '\n' || c == '\0' ? ' ' : c; };
  for (const auto& [name, value] : fields) {
    std::ranges::transform(name, std::back_inserter(text), one_line);
    text += ": ";
    std::ranges::transform(value, std::back_inserter(text), one_line);
    text += "\r\n";
  }
  text += "\r\n";
}

std::string one_word(std::string_view target) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string word;
  for (const char c : target) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet > ' ' && octet != 0x7f) {
      word += c;
    } else {
      word += {'%', digits[octet >> 4], digits[octet & 15]};
    }
  }
  return word.empty() ? "/" : word;
}

}  // namespace

std::string encode_header(const HttpRequest& request) {
  auto text = one_word(request.method) + ' ' + one_word(request.target) + " HTTP/1.1\r\n";
  add_fields(text, request.fields);
  return text;
}

std::string encode_header(const HttpResponse& response) {
  auto text =
      "HTTP/1.1 " + std::to_string(response.status) + ' ' + std::string(reason_phrase(response.status)) + "\r\n";
  add_fields(text, response.fields);
  return text;
}

class HttpRequestParser::Machine : public Reader<true> {
 public:
  using Reader::Reader;
};

HttpRequestParser::HttpRequestParser(HttpSizeLimits limits) : machine_(std::make_unique<Machine>(limits, false)) {}
HttpRequestParser::~HttpRequestParser() = default;
HttpRequestParser::HttpRequestParser(HttpRequestParser&&) noexcept = default;
HttpRequestParser& HttpRequestParser::operator=(HttpRequestParser&&) noexcept = default;

std::size_t HttpRequestParser::feed(BytesView bytes) { return machine_->feed(bytes); }
bool HttpRequestParser::has_header() const { return machine_->is_header_done(); }
bool HttpRequestParser::is_complete() const { return !machine_->fault() && machine_->is_done(); }
std::optional<HttpFault> HttpRequestParser::fault() const { return machine_->fault(); }
bool HttpRequestParser::keep_alive() const { return has_header() && machine_->keep_alive(); }
bool HttpRequestParser::expects_continue() const {
  return has_header() && same_name(field(machine_->request.fields, "Expect").value_or(""), "100-continue");
}
HttpRequest& HttpRequestParser::request() { return machine_->request; }

// A parser of Beast's reads one message, so each interim answer takes one.
class HttpResponseParser::Machine {
 public:
  Machine(HttpSizeLimits limits, bool without_body)
      : limits_(limits), without_body_(without_body), reader_(std::in_place, limits, without_body) {}

  std::size_t feed(BytesView bytes) {
    auto taken = reader_->feed(bytes);
    while (is_interim(*reader_) && interim_ < most_interim_answers) {
      ++interim_;
      reader_.emplace(limits_, without_body_);
      if (taken < bytes.size()) taken += reader_->feed(bytes.subspan(taken));
    }
    return taken;
  }

  [[nodiscard]] std::optional<HttpFault> fault() const {
    return is_interim(*reader_) ? HttpFault::malformed : reader_->fault();
  }
  [[nodiscard]] int interim() const { return interim_; }
  Reader<false>& reader() { return *reader_; }

 private:
  static bool is_interim(const Reader<false>& reader) {
    const auto status = reader.response.status;
    return !reader.fault() && reader.is_done() && status / 100 == 1 && status != 101;
  }

  HttpSizeLimits limits_;
  bool without_body_;
  int interim_ = 0;
  std::optional<Reader<false>> reader_;
};

HttpResponseParser::HttpResponseParser(std::string_view request_method, HttpSizeLimits limits)
    : machine_(std::make_unique<Machine>(limits, request_method == "HEAD")) {}
HttpResponseParser::~HttpResponseParser() = default;
HttpResponseParser::HttpResponseParser(HttpResponseParser&&) noexcept = default;
HttpResponseParser& HttpResponseParser::operator=(HttpResponseParser&&) noexcept = default;

std::size_t HttpResponseParser::feed(BytesView bytes) { return machine_->feed(bytes); }
void HttpResponseParser::finish() { machine_->reader().finish(); }
int HttpResponseParser::interim_answers() const { return machine_->interim(); }
bool HttpResponseParser::has_header() const { return machine_->reader().is_header_done(); }
bool HttpResponseParser::is_complete() const { return !fault() && machine_->reader().is_done(); }
std::optional<HttpFault> HttpResponseParser::fault() const { return machine_->fault(); }
HttpResponse& HttpResponseParser::response() { return machine_->reader().response; }

}  // namespace net
