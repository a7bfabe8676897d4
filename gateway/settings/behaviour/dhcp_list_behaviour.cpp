#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

using net::Ipv4Address;

const std::string base = "http://193.164.253.250/phoneprovisioning";

void reserves(Bench& bench) {
  bench.types("Set Dhcp Server Reservation Mac 1,0004f21a2457");
  bench.types("Set Dhcp Server Reservation Address 1,192.168.100.7");
}

constexpr Behaviour all[] = {
    {"Dhcp Server Tftp Server Configured",
     [](Bench& bench) {
       EXPECT_TRUE(bench.option66(lobby).starts_with(base));
       bench.types("Set Dhcp Server Tftp Server Configured 1,no");
       EXPECT_EQ(bench.option66(kitchen), "none");
     }},
    {"Dhcp Server Tftp Server",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Tftp Server 1,tftp://10.0.0.1/p");
       EXPECT_TRUE(bench.option66(lobby).starts_with("tftp://10.0.0.1/p/"));
       bench.types("Set Dhcp Server Tftp Server 1,");
       EXPECT_EQ(bench.option66(kitchen), "none");
     }},
    {"Dhcp Server Mac Alert Enabled",
     [](Bench& bench) {
       EXPECT_EQ(bench.alerts_of(lobby), 1U);
       bench.types("Set Dhcp Server Mac Alert Enabled 1,no");
       EXPECT_EQ(bench.alerts_of(kitchen), 0U);
     }},
    {"Dhcp Server Mac Alert Name",
     [](Bench& bench) {
       EXPECT_EQ(bench.alert_of(lobby, "name"), "PhoneProv");
       bench.types("Set Dhcp Server Mac Alert Name 1,Reception");
       EXPECT_EQ(bench.alert_of(kitchen, "name"), "Reception");
     }},
    {"Dhcp Server Mac Alert Address",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Mac Alert Mask 1,");
       bench.types("Set Dhcp Server Mac Alert Address 1,0004f21a2458");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       EXPECT_EQ(bench.alerts_of(kitchen), 1U);
     }},
    {"Dhcp Server Mac Alert Mask",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Mac Alert Address 1,0004f2000000");
       EXPECT_EQ(bench.alerts_of(lobby), 1U) << "the first three octets are compared";
       bench.types("Set Dhcp Server Mac Alert Mask 1,ffffffffffff");
       EXPECT_EQ(bench.alerts_of(kitchen), 0U) << "all six are";
     }},
    {"Dhcp Server Mac Alert Randomise Tftp Server Name",
     [](Bench& bench) {
       EXPECT_EQ(bench.option66(lobby).size(), base.size() + 19);
       bench.types("Set Dhcp Server Mac Alert Randomise Tftp Server Name 1,no");
       EXPECT_EQ(bench.option66(kitchen), base);
     }},
    {"Dhcp Server Reservation Enabled",
     [](Bench& bench) {
       reserves(bench);
       bench.types("Set Dhcp Server Reservation Enabled 1,no");
       EXPECT_EQ(bench.discovers()->yiaddr, Ipv4Address(192, 168, 100, 100));
       bench.types("Set Dhcp Server Reservation Enabled 1,yes");
       EXPECT_EQ(bench.discovers(lobby, 2)->yiaddr, Ipv4Address(192, 168, 100, 7));
     }},
    {"Dhcp Server Reservation Mac",
     [](Bench& bench) {
       reserves(bench);
       bench.types("Set Dhcp Server Reservation Mac 1,0004f21a2458");
       EXPECT_EQ(bench.discovers(kitchen)->yiaddr, Ipv4Address(192, 168, 100, 7));
       EXPECT_EQ(bench.discovers(lobby)->yiaddr, Ipv4Address(192, 168, 100, 100));
     }},
    {"Dhcp Server Reservation Address",
     [](Bench& bench) {
       reserves(bench);
       EXPECT_EQ(bench.discovers(lobby)->yiaddr, Ipv4Address(192, 168, 100, 7));
       bench.types("Set Dhcp Server Reservation Address 1,192.168.100.8");
       EXPECT_EQ(bench.discovers(lobby, 2)->yiaddr, Ipv4Address(192, 168, 100, 8));
     }},
    {"Dhcp Server Reservation Host Name",
     [](Bench& bench) {
       reserves(bench);
       EXPECT_EQ(bench.boots()->text_option(12), std::nullopt);
       bench.types("Set Dhcp Server Reservation Host Name 1,lobby");
       EXPECT_EQ(bench.boots(lobby, 2)->text_option(12), "lobby");
     }},
};

}  // namespace

const std::span<const Behaviour> dhcp_list_behaviours(all);

}  // namespace gateway
