#include "net/http/http_codec.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace net {
namespace {

struct Read {
  std::optional<HttpFault> fault;
  bool complete = false;
  std::size_t taken = 0;
  HttpFields fields;
  std::string what;  // "GET /x" or "200"
  std::string body;
  friend bool operator==(const Read&, const Read&) = default;
  friend void PrintTo(const Read& read, std::ostream* out) {
    *out << read.what << (read.complete ? " complete " : " incomplete ") << read.taken << " fault "
         << (read.fault ? static_cast<int>(*read.fault) : -1) << " body " << read.body;
  }
};

Read read_request(std::string_view text, HttpSizeLimits limits = {}, std::size_t piece = std::string::npos) {
  HttpRequestParser parser(limits);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < text.size() && !parser.is_complete(); i += std::min(piece, text.size())) {
    taken += parser.feed(as_bytes(text.substr(i, piece)));
  }
  auto& r = parser.request();
  return {parser.fault(), parser.is_complete(),      parser.is_complete() ? taken : 0,
          r.fields,       r.method + " " + r.target, r.body};
}

Read read_response(std::string_view text, std::string_view method = "GET", HttpSizeLimits limits = {},
                   std::size_t piece = std::string::npos) {
  HttpResponseParser parser(method, limits);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < text.size() && !parser.is_complete(); i += std::min(piece, text.size())) {
    taken += parser.feed(as_bytes(text.substr(i, piece)));
  }
  parser.finish();
  auto& r = parser.response();
  return {parser.fault(), parser.is_complete(),     parser.is_complete() ? taken : 0,
          r.fields,       std::to_string(r.status), r.body};
}

const std::string_view polycom_put =
    "PUT /0004f21f98bd-boot.log HTTP/1.1\r\n"
    "User-Agent: FileTransport PolycomSoundPointIP-SPIP_450-UA/4.1.4.0122\r\n"
    "Host: 192.168.1.10:8667\r\n"
    "ACCEPT: */*\r\n"
    "X-Twice: 1\r\n"
    "Content-Length: 5\r\n"
    "X-Twice: 2\r\n"
    "\r\n";

TEST(HttpCodec, KeepsOrderCaseAndRepetitionOfFieldsBothWays) {
  HttpRequestParser parser;
  EXPECT_EQ(parser.feed(as_bytes(polycom_put)), polycom_put.size());
  EXPECT_TRUE(parser.has_header());
  EXPECT_FALSE(parser.is_complete());
  EXPECT_EQ(encode_header(parser.request()), polycom_put);

  const std::string_view answer = "HTTP/1.1 404 Not Found\r\nb: 2\r\na: 1\r\nB: 3\r\n\r\n";
  HttpResponseParser response("GET");
  response.feed(as_bytes(answer));
  EXPECT_EQ(encode_header(response.response()), answer);
}

TEST(HttpCodec, LetsNoValueBreakOutOfItsLine) {
  EXPECT_EQ(encode_header(HttpRequest{"GET", "/a b\r\nX: 1", {{"X", "1\r\nY: 2"}}, {}, {}}),
            "GET /a%20b%0D%0AX:%201 HTTP/1.1\r\nX: 1  Y: 2\r\n\r\n");
  EXPECT_EQ(encode_header(HttpRequest{"GET", "", {}, {}, {}}), "GET / HTTP/1.1\r\n\r\n");
}

TEST(HttpRequestParser, TakesOneRequestAndLeavesTheNext) {
  const auto text = std::string(polycom_put) + "hello" + "GET / HTTP/1.1\r\n\r\n";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::string::npos}) {
    const auto read = read_request(text, {}, piece);
    EXPECT_TRUE(read.complete);
    EXPECT_EQ(read.body, "hello");
    EXPECT_EQ(read.taken, polycom_put.size() + 5);
  }
}

TEST(HttpRequestParser, ReadsChunkedBodiesAndDropsTrailers) {
  const auto read = read_request(
      "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX: "
      "y\r\n\r\nrest");
  EXPECT_TRUE(read.complete);
  EXPECT_EQ(read.body, "hello world");
  EXPECT_EQ(read.fields, (HttpFields{{"Transfer-Encoding", "chunked"}}));
}

TEST(HttpRequestParser, KnowsWhetherTheConnectionIsToBeKept) {
  const auto keeps = [](std::string_view text) {
    HttpRequestParser parser;
    parser.feed(as_bytes(text));
    return parser.keep_alive();
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HT"));
}

TEST(HttpRequestParser, FindsFaultsAsSoonAsTheyCanBeSeen) {
  for (const auto* text : {
           "\x16\x03\x01",                                                       // TLS
           "GET / HTTP/1.1\n",                                                   // bare LF
           "GET / HTTP/2.0\r\n\r\n",                                             //
           "GET  HTTP/1.1\r\n\r\n",                                              //
           "GET / HTTP/1.1\r\nno colon\r\n\r\n",                                 //
           "GET / HTTP/1.1\r\nSpace : x\r\n\r\n",                                //
           "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",                       //
           "PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",   //
           "PUT / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",  //
           "PUT / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
           "PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",                     // a length nobody can know
           "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",           //
           "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n",  // no CRLF behind the data
       }) {
    EXPECT_EQ(read_request(text).fault, HttpFault::malformed) << text;
    EXPECT_EQ(read_request(text, {}, 1).fault, HttpFault::malformed) << text;
  }
}

TEST(HttpRequestParser, BoundsHeaderAndBody) {
  const HttpSizeLimits limits{64, 8};
  const auto fault = [&](const std::string& text) {
    const auto whole = read_request(text, limits);
    EXPECT_EQ(whole, read_request(text, limits, 1)) << text;
    return whole.fault;
  };
  const std::string get = "GET / HTTP/1.1\r\n";
  EXPECT_EQ(fault(get + "A: " + std::string(64 - get.size() - 7, 'a') + "\r\n\r\n"), std::nullopt);
  EXPECT_EQ(fault(get + "A: " + std::string(64 - get.size() - 6, 'a') + "\r\n\r\n"), HttpFault::header_too_large);
  EXPECT_EQ(fault(std::string(64, 'a')), HttpFault::header_too_large);
  EXPECT_EQ(fault("PUT / HTTP/1.1\r\nContent-Length: 8\r\n\r\n12345678"), std::nullopt);
  EXPECT_EQ(fault("PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\n"), HttpFault::body_too_large);
  const std::string chunked = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(fault(chunked + "4\r\n1234\r\n4\r\n5678\r\n0\r\n\r\n"), std::nullopt);
  EXPECT_EQ(fault(chunked + "4\r\n1234\r\n5\r\n56789\r\n"), HttpFault::body_too_large);
  EXPECT_EQ(fault(chunked + "4;" + std::string(99, 'x') + "\r\n1234\r\n0\r\n\r\n"), HttpFault::header_too_large);
  EXPECT_EQ(fault(chunked + "0\r\nX: " + std::string(99, 'x') + "\r\n\r\n"), HttpFault::header_too_large);
}

TEST(HttpResponseParser, KnowsWhichAnswersHaveNoBody) {
  const std::string tail = "Content-Length: 5\r\n\r\n";
  EXPECT_TRUE(read_response("HTTP/1.1 200 OK\r\n" + tail, "HEAD").complete);
  EXPECT_FALSE(read_response("HTTP/1.1 200 OK\r\n" + tail, "GET").complete);
  EXPECT_TRUE(read_response("HTTP/1.1 204 No Content\r\n" + tail).complete);
  EXPECT_TRUE(read_response("HTTP/1.1 304 Not Modified\r\n" + tail).complete);
  EXPECT_TRUE(read_response("HTTP/1.1 101 Switching\r\n\r\n").complete);
}

TEST(HttpResponseParser, PassesOverInterimAnswersButNotForEver) {
  const std::string once = "HTTP/1.1 100 Continue\r\n\r\n";
  HttpResponseParser parser("PUT");
  parser.feed(as_bytes(once));
  EXPECT_EQ(parser.interim_answers(), 1);
  EXPECT_FALSE(parser.has_header());
  parser.feed(
      as_bytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_TRUE(parser.is_complete());
  EXPECT_EQ(parser.response().status, 201);
  EXPECT_EQ(parser.response().fields.size(), 1U);

  std::string flood;
  for (int i = 0; i < 100; ++i) flood += once;
  EXPECT_EQ(read_response(flood).fault, HttpFault::malformed);
  EXPECT_EQ(read_response(flood, "GET", {}, 1).fault, HttpFault::malformed);
}

TEST(HttpResponseParser, TellsACompleteBodyFromATruncatedOne) {
  EXPECT_TRUE(read_response("HTTP/1.0 200 OK\r\n\r\nuntil the end").complete);
  EXPECT_EQ(read_response("HTTP/1.0 200 OK\r\n\r\nuntil the end").body, "until the end");
  EXPECT_TRUE(read_response("HTTP/1.0 200 OK\r\n\r\n").complete);

  const std::string sized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (const auto& text : {sized, chunked}) {
    EXPECT_EQ(read_response(text).body, "hello");
    EXPECT_TRUE(read_response(text).complete);
    for (std::size_t size = 0; size < text.size(); ++size) {
      const auto read = read_response(text.substr(0, size));
      EXPECT_FALSE(read.complete) << size;
      EXPECT_EQ(read.fault, std::nullopt) << size;
      EXPECT_EQ(read, read_response(text.substr(0, size), "GET", {}, 1)) << size;
    }
  }
}

TEST(HttpResponseParser, RefusesGarbage) {
  for (const auto* text :
       {"SSH-2.0-OpenSSH_9.2p1\r\n", "<html>", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 000 No\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\n\r\n"}) {
    EXPECT_EQ(read_response(text).fault, HttpFault::malformed) << text;
    EXPECT_EQ(read_response(text, "GET", {}, 1).fault, HttpFault::malformed) << text;
  }
}

}  // namespace
}  // namespace net
