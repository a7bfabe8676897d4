#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

net::HttpLimits limits_of(Bench& bench) {
  bench.alerts_of(lobby);
  return bench.requests.at(0).limits;
}

constexpr Behaviour all[] = {
    {"Http Client Enabled",
     [](Bench& bench) {
       bench.types("Set Http Client Enabled no");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       bench.types("Set Http Client Enabled yes");
       EXPECT_EQ(bench.alerts_of(kitchen), 1U);
     }},
    {"Http Client File Server Ip Address",
     [](Bench& bench) {
       bench.types("Set Http Client File Server Ip Address 10.0.0.1:8080");
       bench.alerts_of(lobby);
       EXPECT_EQ(bench.requests.at(0).server, (net::Endpoint{net::Ipv4Address(10, 0, 0, 1), 8080}));
     }},
    {"Http Client Download Path",
     [](Bench& bench) {
       EXPECT_EQ(bench.fetches("boot.ini"), "193.164.253.250:80/boot.ini");
       bench.types("Set Http Client Download Path /files");
       EXPECT_EQ(bench.fetches("boot.ini"), "193.164.253.250:80/files/boot.ini");
       EXPECT_EQ(bench.fetches("/boot.ini"), "193.164.253.250:80/boot.ini");
     }},
    {"Http Client Events Path",
     [](Bench& bench) {
       bench.types("Set Http Client Events Path /tell");
       bench.alerts_of(lobby);
       EXPECT_EQ(bench.requests.at(0).request.target, "/tell");
     }},
    {"Http Client Activator Download Path",
     [](Bench& bench) {
       EXPECT_EQ(bench.fetches("$$.ini"), "193.164.253.250:80/activator/fileServer.asp?file=SMG000001.ini");
       bench.types("Set Http Client Activator Download Path /made");
       EXPECT_EQ(bench.fetches("$$.ini"), "193.164.253.250:80/made?file=SMG000001.ini");
     }},
    {"Http Client Inactivity Timeout",
     [](Bench& bench) {
       bench.types("Set Http Client Inactivity Timeout 7");
       EXPECT_EQ(limits_of(bench).inactivity, net::Duration(7s));
     }},
    {"Http Client Connection Retries",
     [](Bench& bench) {
       bench.activator_is_dead(10);
       bench.types("Set Http Client Connection Retries 1");
       bench.boots();
       bench.passes(30s);
       EXPECT_EQ(bench.requests.size(), 2U) << "the try and one more";
       bench.types("hdl x");
       bench.passes(30s);
       EXPECT_EQ(bench.requests.size(), 4U);
     }},
    {"Http Client Secure Download",
     [](Bench& bench) {
       bench.types("Set Http Client Secure Download yes");
       EXPECT_TRUE(limits_of(bench).tls);
       EXPECT_EQ(bench.requests.at(0).server.port, 443);
       EXPECT_EQ(bench.fetches("x"), "193.164.253.250:443/x");
     }},
    {"Http Client Ca File",
     [](Bench& bench) {
       bench.types("Set Http Client Secure Download yes");
       bench.types("Set Http Client Ca File /etc/smg/ca.pem");
       EXPECT_EQ(limits_of(bench).tls.value().ca_file, "/etc/smg/ca.pem");
     }},
    {"Http Client Certificate Name",
     [](Bench& bench) {
       bench.types("Set Http Client Secure Download yes");
       bench.types("Set Http Client Certificate Name activator.example.net");
       EXPECT_EQ(limits_of(bench).tls.value().name, "activator.example.net");
     }},
    {"Http Client Connect Timeout",
     [](Bench& bench) {
       bench.types("Set Http Client Connect Timeout 3");
       EXPECT_EQ(limits_of(bench).connect, net::Duration(3s));
     }},
    {"Http Client Retry Delay",
     [](Bench& bench) {
       bench.activator_is_dead(1);
       bench.types("Set Http Client Retry Delay 5");
       bench.boots();
       bench.passes(10s);
       ASSERT_EQ(bench.requests.size(), 2U);
       EXPECT_EQ(bench.requests[1].when - bench.requests[0].when, net::Duration(5s + 20ms));
     }},
    {"Http Client Hold Off",
     [](Bench& bench) {
       bench.activator_is_dead(1);
       bench.types("Set Http Client Connection Retries 0");
       bench.types("Set Http Client Hold Off 300");
       bench.boots();
       bench.passes(600s);
       ASSERT_EQ(bench.requests.size(), 2U);
       EXPECT_EQ(bench.requests[1].when - bench.requests[0].when, net::Duration(300s + 20ms));
     }},
    {"Http Client Event Queue",
     [](Bench& bench) {
       bench.types("Set Http Client Event Queue 1");
       bench.activator_is_dead(100);
       for (std::uint64_t i = 0; i < 3; ++i) bench.boots(lobby.plus(i));
       bench.passes(30s);
       EXPECT_EQ(bench.counts("activator waiting"), 1U);
       EXPECT_EQ(bench.counts("activator dropped"), 2U);
     }},
};

}  // namespace

const std::span<const Behaviour> http_client_behaviours(all);

}  // namespace gateway
