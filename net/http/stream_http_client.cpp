#include "net/http/stream_http_client.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "net/http/http_codec.hpp"

namespace net {
namespace {

HttpOutcome outcome_of(StreamEnd end) {
  switch (end) {
    case StreamEnd::refused: return HttpOutcome::refused;
    case StreamEnd::unreachable: return HttpOutcome::unreachable;
    case StreamEnd::timed_out: return HttpOutcome::timed_out;
    case StreamEnd::reset: return HttpOutcome::reset;
    case StreamEnd::untrusted: return HttpOutcome::untrusted;
    case StreamEnd::no_tls: return HttpOutcome::no_tls;
    case StreamEnd::finished: return HttpOutcome::truncated;
  }
  return HttpOutcome::reset;
}

bool waits_for_continue(const HttpRequest& request) {
  return !request.body.empty() && same_name(field(request.fields, "Expect").value_or(""), "100-continue");
}

void add_missing_fields(HttpRequest& request, Endpoint server, std::uint16_t usual_port) {
  auto& fields = request.fields;
  if (!field(fields, "Host")) {
    fields.emplace(fields.begin(), "Host", server.port == usual_port ? to_string(server.address) : to_string(server));
  }
  const auto& method = request.method;
  const bool has_body = !request.body.empty() || method == "PUT" || method == "POST" || method == "PATCH";
  if (has_body && !field(fields, "Content-Length") && !field(fields, "Transfer-Encoding")) {
    const auto before = std::ranges::find_if(fields, [](const auto& f) { return same_name(f.first, "Expect"); });
    fields.emplace(before, "Content-Length", std::to_string(request.body.size()));
  }
}

}  // namespace

// One request on its connection, which outlives the answer until both sides have closed.
class StreamHttpClient::Exchange {
 public:
  Exchange(StreamHttpClient& client, std::uint64_t key, HttpRequest request, HttpLimits limits, Done done)
      : client_(client),
        key_(key),
        request_(std::move(request)),
        limits_(limits),
        done_(std::move(done)),
        parser_(request_.method, {.body = limits.body}) {}

  void connect(StreamOpener& opener, Endpoint server) {
    watch(limits_.connect);
    stream_ = opener.connect(server, {.opened = [this] { opened(); },
                                               .received = [this](BytesView bytes) { received(bytes); },
                                               .peer_finished = [this] { peer_finished(); },
                                               .closed = [this](StreamEnd end) { closed(end); }});
  }

 private:
  void opened() {
    watch(limits_.inactivity);
    stream_->write(as_bytes(encode_header(request_)));
    if (waits_for_continue(request_)) {
      continue_ = client_.loop_.after(limits_.expect_continue, [this] { send_body(); });
      body_waits_ = true;
    } else if (!request_.body.empty()) {
      stream_->write(as_bytes(request_.body));
    }
  }

  void send_body() {
    if (!std::exchange(body_waits_, false) || outcome_) return;
    continue_.cancel();
    stream_->write(as_bytes(request_.body));
  }

  void received(BytesView bytes) {
    if (outcome_) return;
    watch(limits_.inactivity);
    parser_.feed(bytes);
    if (parser_.interim_answers() > 0) send_body();
    if (must_cut()) {
      parser_.response().body.resize(*limits_.cut_after);
      conclude(HttpOutcome::cut);
    } else if (const auto fault = parser_.fault()) {
      conclude(*fault == HttpFault::malformed ? HttpOutcome::malformed : HttpOutcome::too_large);
    } else if (parser_.is_complete()) {
      conclude(HttpOutcome::complete);
    }
  }

  // A function of the octets alone, not of the pieces they came in.
  [[nodiscard]] bool must_cut() {
    if (!limits_.cut_after || !parser_.has_header()) return false;
    const auto size = parser_.response().body.size();
    return size > *limits_.cut_after || (size == *limits_.cut_after && !parser_.is_complete());
  }

  void peer_finished() {
    parser_.finish();
    if (!outcome_) conclude(parser_.is_complete() ? HttpOutcome::complete : HttpOutcome::truncated);
  }

  void closed(StreamEnd end) {
    closed_ = true;
    failure_ = stream_->failure();
    if (!outcome_) {
      conclude(outcome_of(end));
    } else if (!done_) {
      timer_ = client_.loop_.after(0s, [this] { vanish(); });  // not from inside the stream's own call
    }
  }

  void watch(Duration limit) {
    timer_ = client_.loop_.after(limit, [this] { conclude(HttpOutcome::timed_out); });
  }

  // The caller hears of it in a turn of its own, with no stream's call beneath it: it may destroy the client.
  void conclude(HttpOutcome outcome) {
    assert(!outcome_);
    outcome_ = outcome;
    continue_.cancel();
    if (!closed_ && outcome == HttpOutcome::complete) {
      stream_->finish();
    } else if (!closed_) {
      stream_->abort();
      closed_ = true;
    }
    timer_ = client_.loop_.after(0s, [this] { deliver(); });
  }

  void deliver() {
    HttpResult result{*outcome_, std::nullopt, failure_};
    if (parser_.has_header()) result.response = std::move(parser_.response());
    const auto done = std::exchange(done_, nullptr);
    if (closed_) {
      vanish();
    } else {  // a server that never closes its side must not keep the connection for ever
      timer_ = client_.loop_.after(limits_.inactivity, [this] { vanish(); });
    }
    done(std::move(result));
  }

  void vanish() { client_.exchanges_.erase(key_); }  // this object is gone

  StreamHttpClient& client_;
  std::uint64_t key_;
  HttpRequest request_;
  HttpLimits limits_;
  Done done_;  // empty once called
  HttpResponseParser parser_;
  std::unique_ptr<Stream> stream_;
  std::optional<HttpOutcome> outcome_;
  std::string failure_;
  bool body_waits_ = false;  // for a 100
  bool closed_ = false;
  Timer timer_;  // while it runs the limit; then what is to be done next
  Timer continue_;
};

StreamHttpClient::StreamHttpClient(Loop& loop, StreamOpener& opener) : loop_(loop), opener_(opener) {}
StreamHttpClient::~StreamHttpClient() = default;

void StreamHttpClient::request(HttpRequest request, Endpoint server, const HttpLimits& limits, Done done) {
  add_missing_fields(request, server, limits.tls ? 443 : 80);
  auto& opener = limits.tls ? tls(*limits.tls) : opener_;
  const auto key = next_++;
  auto exchange = std::make_unique<Exchange>(*this, key, std::move(request), limits, std::move(done));
  exchange->connect(opener, server);  // before it is kept: an opener may throw when the machine has no socket left
  exchanges_.emplace(key, std::move(exchange));
}

StreamOpener& StreamHttpClient::tls(const TlsTrust& trust) {
  if (!tls_ || tls_trust_ != trust) {
    tls_ = std::make_unique<TlsStreams>(opener_, trust);
    tls_trust_ = trust;
  }
  return *tls_;
}

}  // namespace net
