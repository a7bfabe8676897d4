// The server on kernel sockets, asked by our own client and by curl, on loopback.
#include "net/http/http_server.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <thread>

#include "net/asio_loop.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/stream_http_client.hpp"

namespace net {
namespace {

constexpr Ipv4Address localhost(127, 0, 0, 1);

class HttpServerTest : public testing::Test {
 protected:
  void serve(std::vector<HttpRoute> routes, unsigned threads = 4) {
    server.emplace(loop, Endpoint{localhost, 0}, std::move(routes), threads);
  }
  [[nodiscard]] Endpoint at() const { return {localhost, server->port()}; }

  void wait(const std::function<bool()>& done) { ASSERT_TRUE(loop.run_until(done, loop.now() + 60s)); }

  HttpResult ask(const HttpRequest& request, const HttpLimits& limits = {}) {
    std::optional<HttpResult> result;
    client->request(request, at(), limits, [&](HttpResult r) { result = std::move(r); });
    wait([&] { return result.has_value(); });
    return result.value_or(HttpResult{});
  }

  // What curl prints while the loop runs.
  std::string curl(const std::string& arguments, const std::string& path) {
    std::string printed;
    bool over = false;
    const auto command = "curl -s --noproxy '*' " + arguments + " 'http://" + to_string(at()) + path + "'";
    std::thread reader([&] {
      auto* const pipe = ::popen(command.c_str(), "r");
      char piece[4096];
      for (std::size_t size = 0; (size = std::fread(piece, 1, sizeof piece, pipe)) > 0;)
        printed.append(piece, size);
      ::pclose(pipe);
      loop.post([&] { over = true; });
    });
    wait([&] { return over; });
    reader.join();
    return printed;
  }

  AsioLoop loop;
  AsioStreams streams{loop};
  std::optional<StreamHttpClient> client{std::in_place, loop, streams};
  std::optional<HttpServer> server;
};

HttpRoute echo(const std::string& method) {
  return {
      method, "/", [](const HttpRequest& request, const HttpRespond& respond) {
        respond(
            {200, {{"Content-Type", "text/plain"}}, request.method + ' ' + request.target + ' ' + request.body});
      }};
}

TEST_F(HttpServerTest, HandsARequestToItsRouteAsItCame) {
  std::optional<HttpRequest> seen;
  const std::string body(100'000, 'x');
  serve({{"GET", "/", [&](const HttpRequest& request, const HttpRespond& respond) {
            seen = request;
            respond({203, {{"X-Made", "here"}}, body});
          }}});
  const auto result = ask({"GET", "/a%20b/%2e%2e/c?d=%41", {{"User-Agent", "test"}, {"Range", "bytes=0-4"}}});
  EXPECT_EQ(result.outcome, HttpOutcome::complete);
  EXPECT_EQ(result.response->status, 203);
  EXPECT_EQ(result.response->body, body) << "a range may be ignored (RFC 9110 §14.2), and is";
  EXPECT_EQ(field(result.response->fields, "x-made"), "here");
  EXPECT_EQ(field(result.response->fields, "Connection"), "close");
  EXPECT_EQ(field(result.response->fields, "Date"), std::nullopt);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->target, "/a%20b/%2e%2e/c?d=%41");
  EXPECT_EQ(seen->fields.size(), 3U) << "Host, User-Agent, Range and nothing of the library's";
  EXPECT_EQ(field(seen->fields, "user-agent"), "test");
  ASSERT_TRUE(seen->peer);
  EXPECT_EQ(seen->peer->address, localhost);
  EXPECT_GT(seen->peer->port, 0);
}

TEST_F(HttpServerTest, TakesBodiesOfEveryKind) {
  serve({echo("PUT"), echo("POST"), echo("DELETE")});
  const std::string large(1'000'000, 'l');
  EXPECT_EQ(ask({"PUT", "/x", {{"Expect", "100-continue"}}, large}).response->body, "PUT /x " + large);
  EXPECT_EQ(ask({"PUT", "/x", {}, ""}).response->body, "PUT /x ");
  EXPECT_EQ(ask({"DELETE", "/x"}).response->body, "DELETE /x ");
  const std::string form(20'000, 'f');
  EXPECT_EQ(ask({"POST", "/x", {{"Content-Type", "application/x-www-form-urlencoded"}}, form}).response->body,
            "POST /x " + form);
  const auto path = "/" + std::string(7'000, 'p');
  EXPECT_EQ(ask({"PUT", path, {}, "body"}).response->body, "PUT " + path + " body");
  EXPECT_EQ(ask({"POST", "/x", {{"Content-Type", "multipart/form-data; boundary=b"}}, "--b--"}).response->status,
            415);
}

TEST_F(HttpServerTest, AnswersEveryStatusTheTableGives) {
  serve({echo("GET")});
  EXPECT_EQ(ask({"PUT", "/x", {}, "body"}).response->status, 405);
  EXPECT_EQ(field(ask({"PUT", "/x"}).response->fields, "Allow"), "GET");
  EXPECT_EQ(ask({"GET", "x"}).response->status, 404);
  EXPECT_EQ(ask({"OPTIONS", "/"}).response->status, 405);
  EXPECT_EQ(ask({"BREW", "/"}).response->status, 400);
}

TEST_F(HttpServerTest, AnswersCurl) {
  serve({echo("GET"), echo("HEAD"), echo("PUT"), echo("POST")});
  EXPECT_EQ(curl("--path-as-is", "/a/../../b%20c?d=/../e"), "GET /a/../../b%20c?d=/../e ");
  EXPECT_EQ(curl("-d 'mac=1&rand=2'", "/f"), "POST /f mac=1&rand=2");
  EXPECT_EQ(curl("-r 0-1", "/"), "GET / ");
  EXPECT_NE(curl("-I", "/").find("Content-Length: 7\r\n"), std::string::npos);
  EXPECT_EQ(curl("-o /dev/null -w '%{http_code}' -X DELETE", "/"), "405");

  const auto log = testing::TempDir() + "http_server_test_" + std::to_string(server->port()) + ".log";
  std::ofstream(log) << "the log";
  EXPECT_EQ(curl("-H 'Expect: 100-continue' -T " + log, "/x-boot.log"), "PUT /x-boot.log the log");
  EXPECT_EQ(curl("-H 'Transfer-Encoding: chunked' -T " + log, "/x"), "PUT /x the log");
  std::remove(log.c_str());
}

TEST_F(HttpServerTest, KeepsNobodyWaitingForASlowRoute) {
  std::vector<HttpRespond> slow;
  serve({{"GET", "/slow", [&](const HttpRequest&, HttpRespond respond) { slow.push_back(std::move(respond)); }},
         echo("GET")});
  std::optional<HttpResult> late;
  client->request({"GET", "/slow"}, at(), {}, [&](HttpResult r) { late = std::move(r); });
  wait([&] { return !slow.empty(); });
  EXPECT_EQ(ask({"GET", "/fast"}).response->body, "GET /fast ");
  EXPECT_FALSE(late);
  slow[0]({200, {}, "at last"});
  slow[0]({200, {}, "twice"});
  wait([&] { return late.has_value(); });
  EXPECT_EQ(late->response->body, "at last");
}

TEST_F(HttpServerTest, LetsARouteAskAnotherServer) {
  HttpServer back(loop, {localhost, 0}, {echo("POST")}, 1);
  serve({{"GET", "/",
          [&](const HttpRequest&, const HttpRespond& respond) {
            client->request({"POST", "/account", {}, "mac"}, {localhost, back.port()}, {},
                            [respond](HttpResult r) { respond(std::move(*r.response)); });
          }}},
        1);
  EXPECT_EQ(ask({"GET", "/"}).response->body, "POST /account mac");
}

TEST_F(HttpServerTest, ServesAnOfficeThatPowersUpAtOnce) {
  serve({echo("GET")});
  int complete = 0;
  int over = 0;
  for (int i = 0; i < 200; ++i) {
    client->request({"GET", "/"}, at(), {}, [&](const HttpResult& r) {
      ++over;
      complete += r.outcome == HttpOutcome::complete ? 1 : 0;
    });
  }
  wait([&] { return over == 200; });
  EXPECT_EQ(complete, 200);
}

TEST_F(HttpServerTest, RefusesWhatIsTooLargeOrNoHttp) {
  serve({echo("PUT")});
  for (const auto& [text, status] :
       {std::pair{"PUT / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "413"}, {"garbage\r\n\r\n", "400"}}) {
    std::string heard;
    bool closed = false;
    const auto stream = streams.connect(at(), {.opened = {},
                                               .received = [&](BytesView bytes) { heard += as_text(bytes); },
                                               .peer_finished = [&] { closed = true; },
                                               .closed = [&](StreamEnd) { closed = true; }});
    stream->write(as_bytes(text));
    wait([&] { return closed; });
    EXPECT_EQ(heard.substr(0, 12), std::string("HTTP/1.1 ") + status);
  }
}

TEST_F(HttpServerTest, RefusesABodyBeyondItsBound) {
  server.emplace(loop, Endpoint{localhost, 0}, std::vector{echo("POST")}, 1, 10);
  EXPECT_EQ(ask({"POST", "/", {}, "0123456789"}).response->status, 200);
  EXPECT_EQ(ask({"POST", "/", {}, "0123456789x"}).response->status, 413);
}

TEST_F(HttpServerTest, EndsWhileRequestsWaitForAnAnswerThatNeverComes) {
  std::vector<HttpRespond> never_given;
  serve({{"GET", "/", [&](const HttpRequest&, HttpRespond respond) { never_given.push_back(std::move(respond)); }}},
        2);
  std::vector<HttpOutcome> outcomes;
  for (int i = 0; i < 5; ++i) {  // two are served, three wait for a thread
    client->request({"GET", "/"}, at(), {}, [&](const HttpResult& r) { outcomes.push_back(r.outcome); });
  }
  wait([&] { return never_given.size() == 2; });
  server.reset();
  wait([&] { return outcomes.size() == 5; });
  never_given[0]({});
  EXPECT_EQ(never_given.size(), 2U) << "no route is called any more";
}

TEST_F(HttpServerTest, EndsWhenTheLoopRunsNoMore) {
  HttpRespond kept;
  serve({{"GET", "/", [&](const HttpRequest&, HttpRespond respond) { kept = std::move(respond); }}});
  client->request({"GET", "/"}, at(), {}, [](const HttpResult&) {});
  wait([&] { return kept != nullptr; });
  client->request({"GET", "/"}, at(), {}, [](const HttpResult&) {});  // reaches the server's thread, never the loop
  loop.run_until([] { return false; }, loop.now() + 20ms);
  server.reset();
  client.reset();
}

TEST_F(HttpServerTest, EndsWhileAClientStalls) {
  serve({echo("PUT")});
  bool opened = false;
  const auto stream =
      streams.connect(at(), {.opened = [&] { opened = true; }, .received = {}, .peer_finished = {}, .closed = {}});
  stream->write(as_bytes("PUT / HTTP/1.1\r\nContent-Le"));
  wait([&] { return opened; });
  EXPECT_EQ(ask({"PUT", "/", {}, "x"}).outcome, HttpOutcome::complete);
  server.reset();
}

TEST_F(HttpServerTest, EndsAsSoonAsItHasBegun) {
  for (int i = 0; i < 20; ++i) {
    serve({echo("GET")});
    server.reset();
  }
}

TEST_F(HttpServerTest, SharesItsPortWithNobody) {
  serve({});
  EXPECT_THROW(HttpServer(loop, at(), {}), std::system_error);
}

TEST_F(HttpServerTest, LeavesTheSignalsOfTheProgramAlone) {
  struct sigaction pipe {};
  ::sigaction(SIGPIPE, nullptr, &pipe);
  const auto before = pipe.sa_handler;
  serve({});
  ::sigaction(SIGPIPE, nullptr, &pipe);
  EXPECT_EQ(pipe.sa_handler, before);
}

}  // namespace
}  // namespace net
