#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

// Manager 1 hears of MAC alerts.
void has_manager(Bench& bench) {
  bench.types("Set Event Forwarding Discriminator Entry Target 2,Manager 1");
  bench.types("Set Snmp Manager Address 1,10.0.0.9");
}

bool trap_holds(Bench& bench, std::string_view octets) {
  bench.passes(1s);
  return !bench.wan_sent.empty() && net::as_text(bench.wan_sent.back().payload).find(octets) != std::string::npos;
}

constexpr Behaviour all[] = {
    {"Snmp Manager Enabled",
     [](Bench& bench) {
       has_manager(bench);
       bench.types("Set Snmp Manager Enabled 1,no");
       bench.boots(lobby);
       EXPECT_TRUE(bench.wan_sent.empty());
       bench.types("Set Snmp Manager Enabled 1,yes");
       bench.boots(kitchen);
       EXPECT_EQ(bench.wan_sent.size(), 1U);
     }},
    {"Snmp Manager Address",
     [](Bench& bench) {
       has_manager(bench);
       bench.types("Set Snmp Manager Address 1,10.0.0.8:1162");
       bench.boots();
       ASSERT_EQ(bench.wan_sent.size(), 1U);
       EXPECT_EQ(bench.wan_sent[0].to, (net::Endpoint{net::Ipv4Address(10, 0, 0, 8), 1162}));
     }},
    {"Snmp Manager Community",
     [](Bench& bench) {
       has_manager(bench);
       bench.boots(lobby);
       EXPECT_TRUE(trap_holds(bench, "public"));
       bench.types("Set Snmp Manager Community 1,office");
       bench.boots(kitchen);
       EXPECT_TRUE(trap_holds(bench, "office"));
     }},
    {"Snmp Enterprise",
     [](Bench& bench) {
       has_manager(bench);
       bench.types("Set Snmp Enterprise 1.3.6.1.4.1.99999");
       bench.boots();
       EXPECT_TRUE(trap_holds(bench, "\x2b\x06\x01\x04\x01\x86\x8d\x1f")) << "X.690 §8.19";
     }},
    {"Snmp Event Queue",
     [](Bench& bench) {
       has_manager(bench);
       bench.types("Set Snmp Event Queue 1");
       bench.types("Set Snmp Trap Rate 1");
       for (std::uint64_t i = 0; i < 4; ++i) bench.boots(lobby.plus(i));
       EXPECT_EQ(bench.counts("manager 1 dropped"), 2U) << "one is sent and one waits";
     }},
    {"Snmp Trap Rate",
     [](Bench& bench) {
       has_manager(bench);
       bench.types("Set Snmp Trap Rate 1");
       for (std::uint64_t i = 0; i < 3; ++i) bench.boots(lobby.plus(i));
       EXPECT_EQ(bench.wan_sent.size(), 1U);
       bench.passes(1s);
       EXPECT_EQ(bench.wan_sent.size(), 2U);
     }},
};

}  // namespace

const std::span<const Behaviour> snmp_behaviours(all);

}  // namespace gateway
