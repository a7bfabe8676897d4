#include "gateway/http_destination.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;
using net::Endpoint;
using net::Ipv4Address;

const Ipv4Address file_server(193, 164, 253, 250);

TEST(HttpDestination, APathIsOneOfTheFileServer) {
  const auto to = http_destination(profile("note")->http, "/activator/eventHandler.asp");
  ASSERT_TRUE(to);
  EXPECT_EQ(to->server, (Endpoint{file_server, 80}));
  EXPECT_EQ(to->target, "/activator/eventHandler.asp");
  EXPECT_FALSE(to->limits.tls);
  EXPECT_EQ(to_string(*to), "http://193.164.253.250");
}

TEST(HttpDestination, SecureDownloadsMakeItHttpsAtItsUsualPort) {
  auto settings = profile("note")->http;
  settings.secure = true;
  settings.ca_file = "/etc/smg/ca.pem";
  settings.certificate_name = "activator.example";
  const auto to = http_destination(settings, "/x");
  EXPECT_EQ(to->server, (Endpoint{file_server, 443}));
  EXPECT_EQ(to->limits.tls, (net::TlsTrust{.ca_file = "/etc/smg/ca.pem", .name = "activator.example"}));
  settings.server->port = 8443;
  EXPECT_EQ(to_string(*http_destination(settings, "/x")), "https://193.164.253.250:8443");
  settings.secure = false;
  EXPECT_EQ(to_string(*http_destination(settings, "/x")), "http://193.164.253.250:8443");
}

TEST(HttpDestination, AUrlSpeaksForItself) {
  auto settings = profile("note")->http;
  settings.server.reset();
  EXPECT_EQ(http_destination(settings, "http://10.0.0.9:8080/events?x=1")->target, "/events?x=1");
  EXPECT_EQ(http_destination(settings, "http://10.0.0.9:8080/events?x=1")->server,
            (Endpoint{Ipv4Address(10, 0, 0, 9), 8080}));
  const auto secure = http_destination(settings, "https://10.0.0.9");
  EXPECT_EQ(secure->server, (Endpoint{Ipv4Address(10, 0, 0, 9), 443}));
  EXPECT_EQ(secure->target, "/");
  EXPECT_TRUE(secure->limits.tls);
  settings.secure = true;
  EXPECT_FALSE(http_destination(settings, "http://10.0.0.9/")->limits.tls) << "as it was written";
}

TEST(HttpDestination, NowhereWithoutServerOrWithAnotherScheme) {
  auto settings = profile("note")->http;
  EXPECT_FALSE(http_destination(settings, ""));
  EXPECT_FALSE(http_destination(settings, "ftp://10.0.0.9/x"));
  EXPECT_FALSE(http_destination(settings, "http://activator.example/x"));
  settings.server.reset();
  EXPECT_FALSE(http_destination(settings, "/x"));
}

TEST(HttpDestination, TimesAreThoseOfTheSettings) {
  auto settings = profile("note")->http;
  settings.connect_timeout = 7s;
  settings.inactivity_timeout = 9s;
  EXPECT_EQ(http_destination(settings, "/x")->limits.connect, net::Duration(7s));
  EXPECT_EQ(http_destination(settings, "/x")->limits.inactivity, net::Duration(9s));
}

}  // namespace
}  // namespace gateway
