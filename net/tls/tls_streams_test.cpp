// The client against OpenSSL's own server, in virtual time, with authorities made for the occasion.
#include "net/tls/tls_streams.hpp"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "net/http/memory_streams.hpp"
#include "net/http/stream_http_client.hpp"
#include "net/tls/test_tls_server.hpp"
#include "net/virtual_loop.hpp"

namespace net {
namespace {

using namespace std::chrono_literals;

const Endpoint server_at{Ipv4Address(193, 164, 253, 250), 443};
const std::string ours = "IP:193.164.253.250";
const auto never = [] { return false; };

// A folder of its own, gone with the test.
struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tls-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

class Tls : public testing::Test {
 protected:
  Tls() { authority.write_certificate(ca_file); }

  void serve(const TestCertificate::Wanted& wanted, int highest_version = 0) {
    shown.emplace(wanted, &authority);
    server.emplace(*shown, highest_version);
    below.listen(server_at, [this](std::unique_ptr<Stream> accepted) { server->accept(std::move(accepted)); });
  }
  void connect(TlsTrust trust) {
    client.emplace(below, std::move(trust));
    stream = client->connect(server_at, {.opened = [this] { ++opened; },
                                         .received = [this](BytesView bytes) { heard += as_text(bytes); },
                                         .peer_finished = [this] { ++peer_finished; },
                                         .closed = [this](StreamEnd e) { end = e; }});
    loop.run_until(never, loop.now() + 1s);
  }
  void expect_refused(StreamEnd as, const std::string& why) {
    ASSERT_TRUE(end);
    EXPECT_EQ(to_string(*end), to_string(as));
    EXPECT_EQ(stream->failure(), why);
    EXPECT_EQ(opened, 0);
    EXPECT_EQ(server ? server->heard : "", "") << "nothing is told to a server that is not trusted";
  }
  void run() { loop.run_until(never, loop.now() + 1s); }

  Folder folder;
  std::string ca_file = folder.path / "ca.pem";
  TestCertificate authority{{.subject = "Authority"}};
  std::optional<TestCertificate> shown;
  VirtualLoop loop;
  MemoryStreams below{loop};
  std::optional<TestTlsServer> server;
  std::optional<TlsStreams> client;
  std::unique_ptr<Stream> stream;
  int opened = 0, peer_finished = 0;
  std::string heard;
  std::optional<StreamEnd> end;
};

TEST_F(Tls, CarriesOctetsBothWaysAndSaysFarewell) {
  for (const auto version : {0, TLS1_2_VERSION}) {
    SCOPED_TRACE(version);
    below.piece = version == 0 ? 1460 : 7;  // however the octets arrive
    serve({.alternative_name = ours}, version);
    opened = peer_finished = 0;
    end.reset();
    heard.clear();
    connect({.ca_file = ca_file});
    ASSERT_EQ(opened, 1);
    const std::string much(100'000, 'x');
    stream->write(as_bytes(much));
    run();
    EXPECT_EQ(server->heard, much);
    EXPECT_EQ(server->on_wire.find("xxxx"), std::string::npos);
    server->say("an answer");
    run();
    EXPECT_EQ(heard, "an answer");
    stream->finish();
    run();
    EXPECT_TRUE(server->heard_farewell);
    EXPECT_EQ(peer_finished, 0);
    server->farewell();
    run();
    EXPECT_EQ(peer_finished, 1);
    EXPECT_EQ(end, StreamEnd::finished);
  }
}

TEST_F(Tls, WhatIsWrittenBeforeTheHandshakeFollowsIt) {
  serve({.alternative_name = ours});
  client.emplace(below, TlsTrust{.ca_file = ca_file});
  stream = client->connect(server_at, {});
  stream->write(as_bytes("early"));
  stream->finish();
  run();
  EXPECT_EQ(server->heard, "early");
  EXPECT_TRUE(server->heard_farewell);
}

TEST_F(Tls, RefusesAnAuthorityThatItDoesNotKnow) {
  serve({.alternative_name = ours});
  const TestCertificate stranger{{.subject = "Stranger"}};
  const auto other = folder.path / "other.pem";
  stranger.write_certificate(other);
  connect({.ca_file = other});
  expect_refused(StreamEnd::untrusted, "unable to get local issuer certificate");
}

TEST_F(Tls, RefusesEverybodyWithoutReadableAuthoritiesUntilTheyAre) {
  serve({.alternative_name = ours});
  const auto missing = folder.path / "missing.pem";
  connect({.ca_file = missing});
  expect_refused(StreamEnd::untrusted,
                 "read the authorities in " + missing.string() + ": No such file or directory");
  authority.write_certificate(missing);
  stream = client->connect(server_at,
                           {.opened = [this] { ++opened; }, .received = {}, .peer_finished = {}, .closed = {}});
  run();
  EXPECT_EQ(opened, 1) << "the file is read again once it has changed";
}

TEST_F(Tls, RefusesACertificateForAnotherAddressOrName) {
  serve({.alternative_name = "IP:193.164.253.251"});
  connect({.ca_file = ca_file});
  expect_refused(StreamEnd::untrusted, "IP address mismatch");
  serve({.alternative_name = "DNS:activator.example"});
  connect({.ca_file = ca_file, .name = "other.example"});
  expect_refused(StreamEnd::untrusted, "hostname mismatch");
}

TEST_F(Tls, AcceptsTheNameItWasTold) {
  serve({.alternative_name = "DNS:activator.example"});
  connect({.ca_file = ca_file, .name = "activator.example"});
  EXPECT_EQ(opened, 1);
}

TEST_F(Tls, RefusesACertificateOutsideItsTime) {
  const auto now = std::chrono::system_clock::now();
  serve({.alternative_name = ours, .from = now - 48h, .until = now - 24h});
  connect({.ca_file = ca_file});
  expect_refused(StreamEnd::untrusted, "certificate has expired");
  serve({.alternative_name = ours});
  connect({.ca_file = ca_file, .at = std::chrono::sys_days{std::chrono::year(2008) / 6 / 1}});
  expect_refused(StreamEnd::untrusted, "certificate is not yet valid");
}

TEST_F(Tls, RefusesWhatIsOlderThanTls12) {
  serve({.alternative_name = ours}, TLS1_1_VERSION);
  connect({.ca_file = ca_file});
  expect_refused(StreamEnd::no_tls, "tlsv1 alert protocol version");
}

TEST_F(Tls, RefusesAServerThatSpeaksPlainHttp) {
  std::unique_ptr<Stream> peer;
  below.listen(server_at, [&](std::unique_ptr<Stream> accepted) {
    peer = std::move(accepted);
    peer->write(as_bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
    peer->finish();
  });
  connect({.ca_file = ca_file});
  expect_refused(StreamEnd::no_tls, "wrong version number");
}

TEST_F(Tls, AServerThatHangsUpInTheHandshakeSpeaksNoTls) {
  std::unique_ptr<Stream> peer;
  below.listen(server_at, [&](std::unique_ptr<Stream> accepted) {
    peer = std::move(accepted);
    peer->finish();
  });
  connect({.ca_file = ca_file});
  expect_refused(StreamEnd::no_tls, "the server ended the handshake");
}

TEST_F(Tls, AnEndWithoutFarewellIsAReset) {
  serve({.alternative_name = ours});
  connect({.ca_file = ca_file});
  server->say("cut he");
  server->break_off();
  run();
  EXPECT_EQ(heard, "cut he");
  EXPECT_EQ(end, StreamEnd::reset);
  EXPECT_EQ(stream->failure(), "the connection ended without TLS's farewell");
}

TEST_F(Tls, GarbageInTheMiddleIsAReset) {
  serve({.alternative_name = ours});
  connect({.ca_file = ca_file});
  ASSERT_EQ(opened, 1);
  server->say_in_clear(std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x'));
  run();
  EXPECT_EQ(end, StreamEnd::reset);
}

TEST_F(Tls, AHandlerMayDestroyTheStream) {
  serve({.alternative_name = ours});
  client.emplace(below, TlsTrust{.ca_file = ca_file});
  stream = client->connect(
      server_at, {.opened = [this] { stream.reset(); }, .received = {}, .peer_finished = {}, .closed = {}});
  run();
  EXPECT_EQ(below.resets, 1);
  stream = client->connect(
      server_at,
      {.opened = {}, .received = [this](BytesView) { stream.reset(); }, .peer_finished = {}, .closed = {}});
  run();
  server->say("x");
  run();
  EXPECT_EQ(below.resets, 2);
}

TEST_F(Tls, ARefusedConnectionIsRefusedAsBefore) {
  connect({.ca_file = ca_file});
  EXPECT_EQ(end, StreamEnd::refused);
}

TEST_F(Tls, HttpGoesOverItAndTellsWhyItDoesNot) {
  serve({.alternative_name = ours});
  server->answer = "HTTP/1.1 200 OK\r\n\r\nuntil the end";
  StreamHttpClient http(loop, below);
  std::optional<HttpResult> result;
  const auto ask = [&](TlsTrust trust) {
    http.request({"GET", "/", {}, {}, {}}, server_at, {.tls = std::move(trust)},
                 [&](HttpResult r) { result = std::move(r); });
    run();
  };
  ask({.ca_file = ca_file});
  EXPECT_EQ(result->outcome, HttpOutcome::complete);
  EXPECT_EQ(result->response->body, "until the end");
  EXPECT_EQ(server->heard, "GET / HTTP/1.1\r\nHost: 193.164.253.250\r\n\r\n");
  ask({.ca_file = ca_file, .name = "other.example"});
  EXPECT_EQ(to_string(result->outcome), "untrusted");
  EXPECT_EQ(result->failure, "hostname mismatch");
}

}  // namespace
}  // namespace net
