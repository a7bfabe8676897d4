#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

const std::string filter = "Set Event Forwarding Discriminator Entry ";

constexpr Behaviour all[] = {
    {"Event Forwarding Discriminator Entry Class",
     [](Bench& bench) {
       EXPECT_EQ(bench.alerts_of(lobby), 1U);
       bench.types(filter + "Class 2,System");
       EXPECT_EQ(bench.alerts_of(kitchen), 0U);
     }},
    {"Event Forwarding Discriminator Entry Subclass",
     [](Bench& bench) {
       bench.types(filter + "Subclass 2,68");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       bench.types(filter + "Subclass 2,0");
       EXPECT_EQ(bench.alerts_of(kitchen), 2U) << "the lease and the alert";
     }},
    {"Event Forwarding Discriminator Entry Target",
     [](Bench& bench) {
       bench.types("Set Snmp Manager Address 1,10.0.0.9");
       bench.types(filter + "Target 2,Manager 1");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       ASSERT_EQ(bench.wan_sent.size(), 1U);
       EXPECT_EQ(bench.wan_sent[0].to, (net::Endpoint{net::Ipv4Address(10, 0, 0, 9), 162}));
     }},
    {"Event Forwarding Discriminator Entry Criteria",
     [](Bench& bench) {
       bench.types(filter + "Severity 2,Warning");
       EXPECT_EQ(bench.alerts_of(lobby), 1U) << "the criterion is Any";
       bench.types(filter + "Criteria 2,At Least");
       EXPECT_EQ(bench.alerts_of(kitchen), 0U) << "a MAC alert is a Notice";
     }},
    {"Event Forwarding Discriminator Entry Severity",
     [](Bench& bench) {
       bench.types(filter + "Criteria 2,Equal");
       bench.types(filter + "Severity 2,Warning");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       bench.types(filter + "Severity 2,Notice");
       EXPECT_EQ(bench.alerts_of(kitchen), 1U);
     }},
    {"Event Forwarding Enabled",
     [](Bench& bench) {
       bench.types("Set Event Forwarding Enabled no");
       bench.boots(lobby);
       EXPECT_FALSE(bench.logs("Leased Mac 0004f21a2457"));
       bench.types("Set Event Forwarding Enabled yes");
       bench.boots(kitchen);
       EXPECT_TRUE(bench.logs("Leased Mac 0004f21a2458"));
     }},
    {"Event Forwarding Discriminator Enabled",
     [](Bench& bench) {
       bench.types("Set Event Forwarding Discriminator Enabled no");
       EXPECT_EQ(bench.alerts_of(lobby), 0U);
       EXPECT_TRUE(bench.logs("Leased Mac 0004f21a2457"));
       bench.types("Set Event Forwarding Discriminator Enabled yes");
       EXPECT_EQ(bench.alerts_of(kitchen), 1U);
     }},
    {"Event Forwarding Default Action",
     [](Bench& bench) {
       bench.types("Set Event Forwarding Default Action Ignore");
       EXPECT_EQ(bench.alerts_of(lobby), 1U) << "filters are asked all the same";
       EXPECT_FALSE(bench.logs("Leased Mac 0004f21a2457"));
       bench.types("Set Event Forwarding Default Action Log");
       bench.boots(kitchen);
       EXPECT_TRUE(bench.logs("Leased Mac 0004f21a2458"));
     }},
    {"Event Forwarding Default Severity",
     [](Bench& bench) {
       bench.types("Set Event Forwarding Default Severity Notice");
       bench.boots(lobby);
       EXPECT_TRUE(bench.logs("Leased Mac 0004f21a2457"));
       EXPECT_FALSE(bench.logs("Lease granted")) << "that is Informational";
       bench.types("Set Event Forwarding Default Severity Error");
       bench.boots(kitchen);
       EXPECT_FALSE(bench.logs("Leased Mac 0004f21a2458"));
     }},
    {"Event Log Size",
     [](Bench& bench) {
       bench.types("Set Event Log Size 2");
       for (std::uint64_t i = 0; i < 5; ++i) bench.boots(lobby.plus(i));
       const auto entries = bench.shows("event log");
       EXPECT_EQ(std::ranges::count(entries, '\n'), 1) << entries;
       EXPECT_TRUE(bench.logs("Leased Mac 0004f21a245b")) << "the newest stays";
     }},
    {"Event Activator Logging",
     [](Bench& bench) {
       bench.alerts_of(lobby);
       EXPECT_FALSE(bench.logs("Activator accepted event"));
       bench.types("Set Event Activator Logging yes");
       bench.alerts_of(kitchen);
       EXPECT_TRUE(bench.logs("Activator accepted event"));
     }},
    {"Event Ip Diffserv Logging",
     [](Bench& bench) {
       const auto discover = Bench::message(lobby, net::DhcpType::discover);
       auto request = Bench::message(lobby, net::DhcpType::request);
       request.add_address(net::dhcp_option::server_identifier, net::Ipv4Address(192, 168, 100, 1))
           .add_address(net::dhcp_option::requested_address, net::Ipv4Address(192, 168, 100, 100));
       bench.says(discover, 46);
       bench.says(request, 46);
       EXPECT_FALSE(bench.logs("DSCP"));
       bench.types("Set Event Ip Diffserv Logging yes");
       request.xid = 2;
       bench.says(request, 46);
       EXPECT_TRUE(bench.logs("[Name PhoneProv] DSCP 46"));
     }},
};

}  // namespace

const std::span<const Behaviour> event_behaviours(all);

}  // namespace gateway
