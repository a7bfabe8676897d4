// The client and the server of streams, against each other and against scripted peers, in virtual time.
#include <gtest/gtest.h>

#include "net/http/memory_streams.hpp"
#include "net/http/stream_http_client.hpp"
#include "net/http/stream_http_server.hpp"
#include "net/virtual_loop.hpp"

namespace net {
namespace {

const Endpoint server_at{Ipv4Address(193, 164, 253, 250), 80};
const auto never = [] { return false; };

HttpRequest get(std::string target) { return {"GET", std::move(target), {{"User-Agent", "test"}}, {}, {}}; }

// A server that says what the test tells it, and remembers what it heard.
struct Scripted {
  std::unique_ptr<Stream> stream;
  std::string heard;
  bool peer_finished = false;
  std::optional<StreamEnd> end;

  void accept(std::unique_ptr<Stream> accepted) {
    stream = std::move(accepted);
    stream->set_handlers({.opened = {},
                          .received = [this](BytesView bytes) { heard += as_text(bytes); },
                          .peer_finished = [this] { peer_finished = true; },
                          .closed = [this](StreamEnd e) { end = e; }});
  }
  void say(std::string_view text) const { stream->write(as_bytes(text)); }
};

class StreamHttp : public testing::Test {
 protected:
  void serve(std::vector<HttpRoute> routes) {
    server.emplace(loop, std::move(routes));
    streams.listen(server_at, server->acceptor());
  }
  void script() {
    streams.listen(server_at, [this](std::unique_ptr<Stream> stream) { peer.accept(std::move(stream)); });
  }
  void ask(HttpRequest request, const HttpLimits& limits = {}) {
    client->request(std::move(request), server_at, limits, [this](HttpResult r) {
      ++answers;
      result = std::move(r);
      answered_at = loop.now();
    });
    EXPECT_EQ(answers, 0) << "never from inside request()";
  }
  void run(Duration time = 1h) { loop.run_until(never, loop.now() + time); }
  void expect(HttpOutcome outcome) const {
    EXPECT_EQ(answers, 1);
    EXPECT_EQ(to_string(result.outcome), to_string(outcome));
  }

  VirtualLoop loop;
  MemoryStreams streams{loop};
  Scripted peer;
  std::optional<StreamHttpServer> server;
  std::optional<StreamHttpClient> client{std::in_place, loop, streams};
  int answers = 0;
  HttpResult result;
  TimePoint answered_at;
};

TEST_F(StreamHttp, CarriesAGetThereAndItsAnswerBack) {
  std::optional<HttpRequest> seen;
  const std::string body(100'000, 'x');
  serve({{"GET", "/files/", [&](const HttpRequest& request, const HttpRespond& respond) {
            seen = request;
            respond({200, {{"Content-Type", "text/xml"}}, body});
          }}});
  ask(get("/files/a%20b?c"));
  run();
  expect(HttpOutcome::complete);
  EXPECT_EQ(result.response->status, 200);
  EXPECT_EQ(result.response->body, body);
  EXPECT_EQ(result.response->fields, (HttpFields{{"Content-Type", "text/xml"}, {"Content-Length", "100000"}}));
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->target, "/files/a%20b?c");
  EXPECT_EQ(seen->fields, (HttpFields{{"Host", "193.164.253.250"}, {"User-Agent", "test"}}));
  EXPECT_EQ(seen->peer->address, Ipv4Address(192, 168, 100, 100));
  EXPECT_EQ(streams.resets, 0) << "the client closes in peace";
}

TEST_F(StreamHttp, LeavesTheOrderOfFieldsAlone) {
  script();
  ask({"PUT",
       "/x-boot.log",
       {{"User-Agent", "P"}, {"Host", "h"}, {"Accept", "*/*"}, {"Expect", "100-continue"}},
       "log",
       {}});
  run(10ms);
  EXPECT_EQ(peer.heard,
            "PUT /x-boot.log HTTP/1.1\r\nUser-Agent: P\r\nHost: h\r\nAccept: */*\r\nContent-Length: 3\r\n"
            "Expect: 100-continue\r\n\r\n");
}

TEST_F(StreamHttp, SendsTheBodyAfterThe100OrAfterItsTime) {
  script();
  const HttpRequest put{"PUT", "/x", {{"Expect", "100-Continue"}}, "the body", {}};
  ask(put);
  run(900ms);
  EXPECT_FALSE(peer.heard.ends_with("the body"));
  peer.say("HTTP/1.1 100 Continue\r\n\r\n");
  run(1ms);
  EXPECT_TRUE(peer.heard.ends_with("\r\n\r\nthe body"));
  run(1s);
  EXPECT_TRUE(peer.heard.ends_with("\r\n\r\nthe body")) << "once";
  peer.say("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
  run(1ms);
  expect(HttpOutcome::complete);

  answers = 0;
  peer = {};
  ask(put);
  run(1001ms);
  EXPECT_TRUE(peer.heard.ends_with("\r\n\r\nthe body")) << "a server of HTTP/1.0 never says 100";
}

TEST_F(StreamHttp, KeepsTheBodyWhenTheServerHasAlreadyRefused) {
  script();
  ask({"PUT", "/x", {{"Expect", "100-continue"}}, "the body", {}});
  run(1ms);
  peer.say("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
  run(5s);
  expect(HttpOutcome::complete);
  EXPECT_FALSE(peer.heard.ends_with("the body"));
  EXPECT_TRUE(peer.peer_finished);
}

TEST_F(StreamHttp, UploadsThroughTheServersOwn100) {
  std::string stored;
  serve({{"PUT", "/", [&](const HttpRequest& request, const HttpRespond& respond) {
            stored = request.body;
            respond({201, {}, {}});
          }}});
  const std::string body(50'000, 'l');
  ask({"PUT", "/x", {{"Expect", "100-continue"}}, body, {}});
  run(500ms);
  expect(HttpOutcome::complete);
  EXPECT_EQ(result.response->status, 201);
  EXPECT_EQ(stored, body);
}

TEST_F(StreamHttp, TellsHowAConnectionFailed) {
  for (const auto& [end, outcome] : {std::pair{StreamEnd::refused, HttpOutcome::refused},
                                     {StreamEnd::unreachable, HttpOutcome::unreachable},
                                     {StreamEnd::reset, HttpOutcome::reset},
                                     {StreamEnd::timed_out, HttpOutcome::timed_out}}) {
    answers = 0;
    const auto start = loop.now();
    streams.fail(server_at, end);
    ask(get("/"));
    run();
    expect(outcome);
    EXPECT_FALSE(result.response);
    EXPECT_EQ(answered_at - start, end == StreamEnd::timed_out ? Duration(15s) : 0s);
  }
}

TEST_F(StreamHttp, WaitsForEachByteAsLongAsTheLimitSays) {
  script();
  ask(get("/"), {.inactivity = 10s});
  run(9s);
  peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
  run(9s);
  peer.say("some");
  run();
  expect(HttpOutcome::timed_out);
  EXPECT_EQ(answered_at, TimePoint(28s));
  EXPECT_EQ(result.response->body, "some");
  EXPECT_EQ(peer.end, StreamEnd::reset);
}

TEST_F(StreamHttp, CutsTheConnectionWhereItIsTold) {
  serve({{"GET", "/sip.ld", [&](const HttpRequest&, const HttpRespond& respond) {
            respond({200, {}, std::string(10'000, 's')});
          }}});
  for (const std::size_t at : {0U, 1U, 2048U, 9999U}) {
    answers = 0;
    ask(get("/sip.ld"), {.cut_after = at});
    run();
    expect(HttpOutcome::cut);
    EXPECT_EQ(result.response->body.size(), at);
  }
  EXPECT_EQ(streams.resets, 4);
  answers = 0;
  ask(get("/sip.ld"), {.cut_after = 10'000});
  run();
  expect(HttpOutcome::complete);
}

TEST_F(StreamHttp, RefusesABodyLongerThanItsLimit) {
  script();
  ask(get("/"), {.body = 4});
  run(1ms);
  peer.say("HTTP/1.0 200 OK\r\n\r\n12345");
  run();
  expect(HttpOutcome::too_large);
  EXPECT_EQ(peer.end, StreamEnd::reset);
}

TEST_F(StreamHttp, TellsACompleteAnswerFromATruncatedOne) {
  for (const auto& [text, outcome] : {
           std::pair{"", HttpOutcome::truncated},
           {"HTT", HttpOutcome::truncated},
           {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", HttpOutcome::truncated},
           {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", HttpOutcome::truncated},
           {"HTTP/1.1 200 OK\r\n\r\nhello", HttpOutcome::complete},
           {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more", HttpOutcome::complete},
           {"<html>", HttpOutcome::malformed},
       }) {
    answers = 0;
    peer = {};
    script();
    ask(get("/"));
    run(1ms);
    peer.say(text);
    peer.stream->finish();
    run();
    expect(outcome);
    if (outcome == HttpOutcome::complete) {
      EXPECT_EQ(result.response->body, "hello");
    }
  }
}

TEST_F(StreamHttp, TellsAResetInTheMiddle) {
  script();
  ask(get("/"));
  run(1ms);
  peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  run(1ms);
  peer.stream->abort();
  run();
  expect(HttpOutcome::reset);
  EXPECT_EQ(result.response->body, "half");
}

TEST_F(StreamHttp, CallsNobodyOnceTheClientIsGone) {
  serve({{"GET", "/", [](const HttpRequest&, const HttpRespond& respond) { respond({}); }}});
  ask(get("/"));
  client.reset();
  run();
  EXPECT_EQ(answers, 0);
  client.emplace(loop, streams);
  ask(get("/"));
  loop.run_until([&] { return streams.resets > 0 || answers > 0; }, loop.now());
  client.reset();
  run();
  EXPECT_LE(answers, 1);
}

TEST_F(StreamHttp, MayBeDestroyedByItsOwnAnswer) {
  serve({{"GET", "/", [](const HttpRequest&, const HttpRespond& respond) { respond({}); }}});
  bool told = false;
  client->request(get("/"), server_at, {}, [&](const HttpResult&) {
    client.reset();
    told = true;
  });
  run();
  EXPECT_TRUE(told);
}

TEST_F(StreamHttp, LetsGoOfAServerThatNeverCloses) {
  script();
  ask(get("/"));
  run(1ms);
  peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  run(1s);
  expect(HttpOutcome::complete);
  EXPECT_EQ(peer.end, std::nullopt);
  run(60s);
  EXPECT_EQ(peer.end, StreamEnd::reset);
}

// The server, spoken to by hand.
class StreamHttpServerByHand : public StreamHttp {
 protected:
  void dial() {
    heard.clear();
    end.reset();
    stream = streams.connect(server_at, {.opened = {},
                                         .received = [this](BytesView bytes) { heard += as_text(bytes); },
                                         .peer_finished = [this] { finished = true; },
                                         .closed = [this](StreamEnd e) { end = e; }});
    run(1ms);
  }
  std::string says(std::string_view text) {
    heard.clear();
    stream->write(as_bytes(text));
    run(1ms);
    return heard;
  }

  std::unique_ptr<Stream> stream;
  std::string heard;
  bool finished = false;
  std::optional<StreamEnd> end;
};

TEST_F(StreamHttpServerByHand, KeepsConnectionsThatAreToBeKept) {
  serve({{"GET", "/",
          [](const HttpRequest& r, const HttpRespond& respond) {
            respond({200, {}, r.target});
          }},
         {"HEAD", "/", [](const HttpRequest& r, const HttpRespond& respond) {
            respond({200, {}, r.target});
          }}});
  dial();
  EXPECT_EQ(says("GET /a HTTP/1.1\r\n\r\n"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/a");
  EXPECT_EQ(says("GET /b HTTP/1.1\r\n\r\nHEAD /c HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\n\r"),
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/bHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(says("\nGET /d HTTP/1.1\r\nConnection: close\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n/none"
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n/d");
  EXPECT_TRUE(finished);
}

TEST_F(StreamHttpServerByHand, SpeaksToAClientOfHttp10) {
  serve({{"GET", "/", [](const HttpRequest&, const HttpRespond& respond) { respond({204, {}, "dropped"}); }}});
  dial();
  EXPECT_EQ(says("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
            "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(says("GET / HTTP/1.0\r\n\r\n"), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

TEST_F(StreamHttpServerByHand, AnswersInOrderHoweverLateTheHandlers) {
  std::vector<HttpRespond> waiting;
  serve({{"GET", "/", [&](const HttpRequest&, HttpRespond respond) { waiting.push_back(std::move(respond)); }}});
  dial();
  EXPECT_EQ(says("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"), "");
  ASSERT_EQ(waiting.size(), 1U);
  run(2h);
  waiting[0]({200, {}, "1"});
  waiting[0]({200, {}, "again"});
  run(1ms);
  EXPECT_EQ(heard, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
  ASSERT_EQ(waiting.size(), 2U);
  stream->finish();
  run(1ms);
  waiting[1]({200, {}, "2"});
  run(1ms);
  EXPECT_TRUE(heard.ends_with("Connection: close\r\n\r\n2"));
  EXPECT_EQ(end, StreamEnd::finished);
  waiting[1]({200, {}, "to nobody"});
  server.reset();
  waiting[0]({200, {}, "to nobody at all"});
}

TEST_F(StreamHttpServerByHand, RefusesWhatItCannotRead) {
  serve({});
  for (const auto& [text, status] :
       {std::pair{std::string("garbage\r\n\r\n"), "400"},
        {"GET / HTTP/1.1\r\nA: " + std::string(20'000, 'a'), "431"},
        {"PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n", "413"},
        {"GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n", "404"},
        {"BREW / HTTP/1.1\r\nConnection: close\r\n\r\n", "404"}}) {
    finished = false;
    dial();
    EXPECT_EQ(says(text).substr(9, 3), status);
    EXPECT_TRUE(heard.find("Connection: close") != std::string::npos);
    EXPECT_TRUE(finished);
  }
}

TEST_F(StreamHttpServerByHand, LosesPatienceWithTheSilent) {
  serve({});
  dial();
  says("GET / HT");
  run(59s);
  EXPECT_FALSE(finished);
  run(1s);
  EXPECT_TRUE(finished);
  run(59s);
  EXPECT_EQ(end, std::nullopt);
  run(1s);
  EXPECT_EQ(end, StreamEnd::reset);
}

TEST_F(StreamHttpServerByHand, IsGoneWithItsConnections) {
  HttpRespond late;
  serve({{"GET", "/", [&](const HttpRequest&, HttpRespond respond) { late = std::move(respond); }}});
  dial();
  says("GET / HTTP/1.1\r\n\r\n");
  server.reset();
  run(1ms);
  EXPECT_EQ(end, StreamEnd::reset);
  late({});
  dial();
  run(1ms);
  EXPECT_EQ(end, StreamEnd::reset);
}

}  // namespace
}  // namespace net
