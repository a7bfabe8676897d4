// Any octets, cut anywhere, give what they give in one piece. The first two octets choose limits and cuts.
#include <algorithm>
#include <cstdlib>

#include "net/http/http_codec.hpp"

namespace {

using net::BytesView;

struct Read {
  std::optional<net::HttpFault> fault;
  bool header = false;
  bool complete = false;
  std::size_t taken = 0;
  net::HttpFields fields;
  std::string first, second, body;
  friend bool operator==(const Read&, const Read&) = default;
};

template <typename Parser>
std::size_t feed(Parser& parser, BytesView bytes, std::size_t cut) {
  std::size_t taken = 0;
  for (std::size_t size = cut; !bytes.empty(); size = size * 7 % 31 + 1) {  // cut == 0: one piece
    const auto piece = bytes.first(cut == 0 ? bytes.size() : std::min(size, bytes.size()));
    taken += parser.feed(piece);
    bytes = bytes.subspan(piece.size());
    if (parser.is_complete() || parser.fault()) break;
  }
  return parser.is_complete() ? taken : 0;
}

Read as_request(BytesView bytes, net::HttpSizeLimits limits, std::size_t cut) {
  net::HttpRequestParser parser(limits);
  const auto taken = feed(parser, bytes, cut);
  const auto& r = parser.request();
  if (parser.is_complete()) {  // what was understood can be said again
    net::HttpRequestParser again;
    again.feed(net::as_bytes(net::encode_header(r)));
    if (!again.has_header() || again.request().fields != r.fields || again.request().target != r.target)
      std::abort();
  }
  return {parser.fault(), parser.has_header(), parser.is_complete(), taken, r.fields, r.method, r.target, r.body};
}

Read as_response(BytesView bytes, net::HttpSizeLimits limits, std::size_t cut, const char* method) {
  net::HttpResponseParser parser(method, limits);
  const auto taken = feed(parser, bytes, cut);
  parser.finish();
  const auto& r = parser.response();
  const auto interim = std::to_string(parser.interim_answers());
  return {
      parser.fault(), parser.has_header(), parser.is_complete(), taken, r.fields, std::to_string(r.status), interim,
      r.body};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const net::HttpSizeLimits limits{64U + data[0] * 8U, data[0]};
  const std::size_t cut = data[1] % 31U + 1U;
  const auto* const method = data[1] < 31 ? "HEAD" : "GET";
  const BytesView bytes(data + 2, size - 2);
  if (as_request(bytes, limits, 0) != as_request(bytes, limits, cut)) std::abort();
  if (as_response(bytes, limits, 0, method) != as_response(bytes, limits, cut, method)) std::abort();
  return 0;
}
