#include <gtest/gtest.h>

#include "gateway/settings/behaviour/bench.hpp"

namespace gateway {
namespace {

TEST(GatewayCommand, ADownloadIsAnsweredWhenItIsDone) {
  Bench bench;
  bench.prepared.push_back({net::HttpOutcome::complete, net::HttpResponse{200, {}, "hello"}});
  std::string said = "nothing yet";
  bench.types("hdl boot.ini", [&](std::string answer) { said = std::move(answer); });
  EXPECT_EQ(said, "nothing yet");
  bench.passes(1s);
  EXPECT_EQ(said, "ok: 200, 5 octets of http://193.164.253.250/boot.ini, kept as /downloads/boot.ini");
  EXPECT_EQ(bench.downloads.at("boot.ini"), "hello");
}

TEST(GatewayCommand, AFailedDownloadIsAnEvent) {
  Bench bench;
  bench.prepared.push_back({net::HttpOutcome::complete, net::HttpResponse{404, {}, ""}});
  bench.types("hdl boot.ini");
  bench.passes(1s);
  EXPECT_TRUE(bench.logs("Warning Http Client 6 http://193.164.253.250/boot.ini: 404 Not Found"))
      << bench.shows("event log");
  EXPECT_EQ(bench.log.back(), "HTTP: http://193.164.253.250/boot.ini: 404 Not Found");
}

TEST(GatewayCommand, SavingIsAnEventAndWritesAllSettings) {
  Bench bench;
  bench.types("Set Dhcp Server Lease Time 600");
  EXPECT_EQ(bench.types("save"), "ok: saved in smg.conf");
  EXPECT_NE(bench.saved.find("\nSet Dhcp Server Lease Time 600\n"), std::string::npos);
  EXPECT_TRUE(bench.logs("Configuration saved in smg.conf"));
}

TEST(GatewayCommand, EventsThatWaitAreShown) {
  Bench bench;
  EXPECT_EQ(bench.shows("events"), "no event waits");
  bench.activator_is_dead(10);
  bench.boots();
  EXPECT_NE(bench.shows("events").find("Activator: 2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac 0004f21a2457"),
            std::string::npos);
}

}  // namespace
}  // namespace gateway
