#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

using net::Ipv4Address;

Ipv4Address on_lan(int host) { return {192, 168, 100, static_cast<std::uint8_t>(host)}; }

// An option of the ACK, before and after a command.
void changes_option(Bench& bench, std::uint8_t code, std::optional<Ipv4Address> before, std::string_view command,
                    std::optional<Ipv4Address> after) {
  EXPECT_EQ(bench.boots(lobby)->address_option(code), before);
  bench.types(command);
  EXPECT_EQ(bench.boots(kitchen)->address_option(code), after);
}

constexpr Behaviour all[] = {
    {"Dhcp Server Enabled",
     [](Bench& bench) {
       EXPECT_TRUE(bench.discovers());
       bench.types("Set Dhcp Server Enabled no");
       EXPECT_FALSE(bench.discovers());
     }},
    {"Dhcp Server Lan Address",
     [](Bench& bench) {
       EXPECT_EQ(bench.discovers()->server(), on_lan(1));
       bench.types("Set Dhcp Server Lan Address 192.168.100.2/24");
       EXPECT_EQ(bench.discovers()->server(), on_lan(2));
     }},
    {"Dhcp Server Pool First",
     [](Bench& bench) {
       EXPECT_EQ(bench.boots(lobby)->yiaddr, on_lan(100));
       bench.types("Set Dhcp Server Pool First 192.168.100.150");
       EXPECT_EQ(bench.boots(kitchen)->yiaddr, on_lan(150));
     }},
    {"Dhcp Server Pool Last",
     [](Bench& bench) {
       EXPECT_TRUE(bench.boots(lobby));
       bench.types("Set Dhcp Server Pool Last 192.168.100.100");
       EXPECT_FALSE(bench.boots(kitchen)) << "there is one address, and it has an owner";
     }},
    {"Dhcp Server Lease Time",
     [](Bench& bench) {
       EXPECT_EQ(bench.boots(lobby)->lease_time(), net::Duration(24h));
       bench.types("Set Dhcp Server Lease Time 600");
       EXPECT_EQ(bench.boots(kitchen)->lease_time(), net::Duration(600s));
       bench.passes(601s);
       EXPECT_NE(bench.shows("leases").find("192.168.100.101 0004f21a2458 past"), std::string::npos);
     }},
    {"Dhcp Server Offer Time",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Offer Time 5");
       bench.discovers(lobby);
       bench.passes(4s);
       EXPECT_EQ(bench.discovers(kitchen)->yiaddr, on_lan(101));
       bench.passes(2s);
       EXPECT_EQ(bench.discovers(lobby.plus(2))->yiaddr, on_lan(100)) << "no longer kept";
     }},
    {"Dhcp Server Decline Time",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Decline Time 5");
       bench.boots(lobby);
       bench.says(Bench::message(lobby, net::DhcpType::decline)
                      .add_address(net::dhcp_option::server_identifier, on_lan(1))
                      .add_address(net::dhcp_option::requested_address, on_lan(100)));
       EXPECT_EQ(bench.discovers(kitchen)->yiaddr, on_lan(101));
       bench.passes(6s);
       EXPECT_EQ(bench.discovers(lobby.plus(2))->yiaddr, on_lan(100));
     }},
    {"Dhcp Server Router",
     [](Bench& bench) { changes_option(bench, 3, on_lan(1), "Set Dhcp Server Router 192.168.100.9", on_lan(9)); }},
    {"Dhcp Server Dns",
     [](Bench& bench) { changes_option(bench, 6, std::nullopt, "Set Dhcp Server Dns 192.168.100.9", on_lan(9)); }},
    {"Dhcp Server Domain",
     [](Bench& bench) {
       EXPECT_EQ(bench.boots(lobby)->text_option(15), std::nullopt);
       bench.types("Set Dhcp Server Domain office.example.net");
       EXPECT_EQ(bench.boots(kitchen)->text_option(15), "office.example.net");
     }},
    {"Dhcp Server Ntp",
     [](Bench& bench) { changes_option(bench, 42, std::nullopt, "Set Dhcp Server Ntp 192.168.100.9", on_lan(9)); }},
    {"Dhcp Server Arp Probe",
     [](Bench& bench) {
       EXPECT_TRUE(bench.discovers(lobby));
       bench.types("Set Dhcp Server Arp Probe yes");
       EXPECT_FALSE(bench.discovers(kitchen)) << "not before the address was asked for";
       ASSERT_EQ(bench.frames.size(), 1U);
       const auto probe = std::get<net::Frame>(net::decode_frame(bench.frames.front()));
       EXPECT_EQ(std::get<net::ArpMessage>(probe.payload).target, on_lan(101));
       bench.passes(300ms);
       EXPECT_TRUE(bench.heard());
     }},
    {"Dhcp Server Arp Probe Time",
     [](Bench& bench) {
       bench.types("Set Dhcp Server Arp Probe yes");
       bench.types("Set Dhcp Server Arp Probe Time 1000");
       bench.discovers();
       bench.passes(999ms);
       EXPECT_FALSE(bench.heard());
       bench.passes(1ms);
       EXPECT_TRUE(bench.heard());
     }},
    {"Dhcp Server New Client Limit",
     [](Bench& bench) {
       bench.types("Set Dhcp Server New Client Limit 1");
       EXPECT_TRUE(bench.boots(lobby));
       EXPECT_FALSE(bench.boots(kitchen));
       bench.types("Set Dhcp Server New Client Limit 0");
       EXPECT_TRUE(bench.boots(kitchen));
     }},
    {"Dhcp Server Number Width",
     [](Bench& bench) {
       EXPECT_EQ(bench.alert_of(lobby, "rand").size(), 18U);
       bench.types("Set Dhcp Server Number Width 12");
       EXPECT_EQ(bench.alert_of(kitchen, "rand").size(), 12U);
     }},
    {"Dhcp Server Number In Offer",
     [](Bench& bench) {
       const std::string base = "http://193.164.253.250/phoneprovisioning";
       EXPECT_EQ(bench.discovers(lobby)->text_option(66), base);
       bench.types("Set Dhcp Server Number In Offer yes");
       EXPECT_EQ(bench.discovers(kitchen)->text_option(66)->size(), base.size() + 19);
     }},
};

}  // namespace

const std::span<const Behaviour> dhcp_server_behaviours(all);

}  // namespace gateway
