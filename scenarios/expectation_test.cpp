#include "scenarios/expectation.hpp"

#include "scenarios/story.hpp"

namespace scenarios {
namespace {

using namespace std::chrono_literals;

const std::string base = "http://193.164.253.250/phoneprovisioning";
const std::string number = "020319816065000000";

class Expectation : public Story {
 protected:
  // The answer at the caret and the word above it, of the step that failed.
  std::string failure_of(const CaseResult& result) {
    EXPECT_EQ(result.outcome, CaseOutcome::failed) << result.why;
    for (const auto& step : result.steps) {
      if (!step.failure) continue;
      const auto& span = step.failure->culprit;
      const auto line = span ? span->line : step.failure->where.line;
      auto rest = scenario.text;
      for (int i = 1; i < line; ++i) rest = rest.substr(rest.find('\n') + 1);
      const auto column = static_cast<std::size_t>(span ? span->column : step.failure->where.column) - 1;
      return rest.substr(column, static_cast<std::size_t>(span ? span->length : step.failure->underline)) + " <- " +
             step.failure->at_caret;
    }
    return "";
  }
};

TEST_F(Expectation, OfAGetIsMetByTheFileNameAndTheStatus) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: \"${mac}.cfg\", status: 200, within: 5s}\n");
  then(1s, [&] { gets("lobby", "/p/" + number + "/0004f21a2457.cfg?x=1", 200); });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
  EXPECT_EQ(result.steps[1].ended, net::TimePoint(1s)) << "met at once, not at the end of within";
}

TEST_F(Expectation, ReportsTheNearestMissUnderTheFieldThatDidNotFit) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, status: 200, within: 5s}\n");
  then(1s, [&] { gets("lobby", "/p/a.cfg", 404); });
  then(2s, [&] { gets("lobby", "/p/b.cfg", 200); });
  EXPECT_EQ(failure_of(run()), "status: 200 <- got 404");
}

TEST_F(Expectation, TellsWhatCameTooLateThatItCameTooLate) {
  steps("  - power_on: lobby\n  - wait: 9s\n  - expect_get: {phone: lobby, file: a.cfg, within: 5s}\n");
  then(7s, [&] { gets("lobby", "/p/a.cfg", 200); });
  EXPECT_EQ(failure_of(run()), "within: 5s <- came at 7.000 s, 2.000 s too late");
}

TEST_F(Expectation, CountsAnythingFromTheActingStepOnAlsoWhatCameDuringAWait) {
  steps("  - power_on: lobby\n  - wait: 20s\n  - expect_get: {phone: lobby, file: a.cfg}\n");
  then(1s, [&] { gets("lobby", "/p/a.cfg", 200); });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, DoesNotLookBeforeTheActingStep) {
  steps(
      "  - power_on: lobby\n  - wait: 2s\n  - power_on: office\n  - expect_get: {phone: lobby, file: a.cfg, "
      "within: 5s}\n");
  then(1s, [&] {
    if (world.acted.size() == 1) gets("lobby", "/p/a.cfg", 200);
  });
  EXPECT_EQ(run().outcome, CaseOutcome::failed);
}

TEST_F(Expectation, OfNeverFailsAtOnceAndHoldsAtTheEndOfWithin) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, never: yes, within: 5s}\n");
  auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
  EXPECT_EQ(result.steps[1].ended, net::TimePoint(5s));
}

TEST_F(Expectation, OfNeverSaysWhenItCameAfterAll) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, never: yes}\n");
  then(1s, [&] { gets("lobby", "/p/a.cfg", 200); });
  EXPECT_EQ(failure_of(run()), "never: yes <- came at 1.000 s");
}

TEST_F(Expectation, OfACountIsDecidedWhenWithinEnds) {
  steps("  - power_on: lobby\n  - expect_event: {phone: lobby, class: DHCP, count: 2, within: 5s}\n");
  then(1s, [&] { event("lobby", "DHCP", 67); });
  then(2s, [&] { event("lobby", "DHCP", 67); });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::passed);
  EXPECT_EQ(result.steps[1].ended, net::TimePoint(5s));
}

TEST_F(Expectation, OfACountFailsOnOneMore) {
  steps("  - power_on: lobby\n  - expect_event: {phone: lobby, class: DHCP, count: 1, within: 5s}\n");
  then(1s, [&] { event("lobby", "DHCP", 67); });
  then(2s, [&] { event("lobby", "DHCP", 67); });
  EXPECT_EQ(failure_of(run()), "count: 1 <- seen 2 times");
}

TEST_F(Expectation, OfAnEventIgnoresThatItWasPostedTwice) {
  steps("  - power_on: lobby\n  - expect_event: {phone: lobby, class: DHCP, subclass: 67, count: 1, within: 5s}\n");
  then(1s, [&] { event("lobby", "DHCP", 67); });
  then(2s, [&] { event("lobby", "DHCP", 67, true); });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, OfAnEventAboutOneHandsetIsNotMetByAnother) {
  steps("  - power_on: lobby\n  - expect_event: {phone: lobby, class: DHCP, within: 5s}\n");
  then(1s, [&] { event("office-1", "DHCP", 67); });
  then(1s, [&] { event("lobby", "Script", 9999); });
  EXPECT_EQ(failure_of(run()), "class: DHCP <- got Script");
}

TEST_F(Expectation, ConsumesNothing) {
  steps("  - power_on: lobby\n  - expect_provisioned: lobby\n  - expect_provisioned: lobby\n");
  then(1s, [&] { provisioned("lobby", "2001"); });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, AfterAStepLooksAtWhatFollowsIt) {
  steps(
      "  - power_on: lobby\n  - expect_lease: {phone: lobby, id: leased}\n"
      "  - expect_get: {phone: lobby, file: a.cfg, after: leased, within: 1s}\n");
  then(1s, [&] { gets("lobby", "/a.cfg", 200); });
  then(2s, [&] { leases("lobby", "192.168.100.100", base); });
  then(5s, [&] { gets("lobby", "/a.cfg", 200); });
  EXPECT_EQ(failure_of(run()), "expect_get <- nothing like it came");
}

TEST_F(Expectation, OfAGroupHoldsOnlyForEveryMember) {
  steps("  - power_on: office\n  - expect_provisioned: {phone: office, within: 5s}\n");
  world.when_on = [&](std::string_view phone) {
    if (phone != "office-2") world.in(1s, [&, name = std::string(phone)] { provisioned(name, "1"); });
  };
  EXPECT_EQ(failure_of(run()), "phone: office <- office-2: nothing like it came (1 of 3 failed)");
}

TEST_F(Expectation, OfAGroupIsMetByTheLastMember) {
  steps("  - power_on: office\n  - expect_get: {phone: office, file: \"${mac}.cfg\"}\n");
  world.when_on = [&](std::string_view phone) {
    const std::string name(phone);
    world.in(std::chrono::seconds(name.back() - '0'), [&, name] { gets(name, "/p/" + mac(name) + ".cfg", 200); });
  };
  EXPECT_EQ(run().steps[1].ended, net::TimePoint(3s));
}

TEST_F(Expectation, OfALeaseReadsTheNumberFromTheAck) {
  steps(
      "  - power_on: lobby\n  - expect_lease: {phone: lobby, address: 192.168.100.100, boot_server: "
      "\"http://*/phone*\","
      " number: 18 digits}\n");
  then(1s, [&] { leases("lobby", "192.168.100.100", base + "/" + number); });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, OfALeaseSaysWhatTheAckCarriedInstead) {
  steps("  - power_on: lobby\n  - expect_lease: {phone: lobby, number: none}\n");
  then(1s, [&] { leases("lobby", "192.168.100.100", base + "/" + number); });
  EXPECT_EQ(failure_of(run()), "number: none <- got 18 digits");
}

TEST_F(Expectation, OfAFreshNumberRefusesOneThatTheHandsetHadBefore) {
  steps(
      "  - power_on: lobby\n  - expect_lease: {phone: lobby, fresh: yes}\n"
      "  - power_on: lobby\n  - expect_lease: {phone: lobby, fresh: yes, within: 5s}\n");
  world.when_on = [&](std::string_view) {
    const char* const xid = world.acted.size() == 1 ? "00000001" : "00000002";
    world.in(1s, [this, xid] { leases("lobby", "192.168.100.100", base + "/" + number, xid); });
  };
  EXPECT_EQ(failure_of(run()), "fresh: yes <- the number is not new");
}

TEST_F(Expectation, ThatAHandsetClaimsAndTheWireDeniesIsAFaultOfTheHarness) {
  steps("  - power_on: lobby\n  - expect_lease: {phone: lobby, within: 5s}\n");
  then(1s, [&] { says_leased("lobby", "192.168.100.100", base); });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::harness_fault);
  EXPECT_EQ(result.why, "lobby says it leased 192.168.100.100, but no DHCP ACK on the LAN gave it that address");
}

TEST_F(Expectation, OfAGetNeedsTheRequestOnTheLan) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, within: 5s}\n");
  then(1s, [&] { says_got("lobby", "/p/a.cfg", 200); });
  const auto result = run();
  EXPECT_EQ(result.outcome, CaseOutcome::harness_fault);
  EXPECT_EQ(result.why, "lobby says it asked for /p/a.cfg, but no such request crossed the LAN from its MAC");
}

TEST_F(Expectation, OfAGetNeedsTheServersOwnWordForTheAnswer) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, within: 5s}\n");
  then(1s, [&] { asks("lobby", "/p/a.cfg"); });
  then(1s, [&] { is_answered("/p/a.cfg", 404); });
  then(1s, [&] { says_got("lobby", "/p/a.cfg", 200); });
  EXPECT_EQ(run().why, "lobby says it was answered 200 for /p/a.cfg, but no server says it answered that");
}

TEST_F(Expectation, OfAGetWaitsForTheWordOfTheOthers) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, file: a.cfg, within: 5s}\n");
  then(1s, [&] { says_got("lobby", "/p/a.cfg", 200); });
  then(2s, [&] { is_answered("/p/a.cfg", 200); });
  then(3s, [&] { asks("lobby", "/p/a.cfg"); });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, OfAPathFillsInTheNumberOfTheLatestAck) {
  steps("  - power_on: lobby\n  - expect_get: {phone: lobby, path: \"/phoneprovisioning/${number}/${mac}.cfg\"}\n");
  then(1s, [&] { leases("lobby", "192.168.100.100", base + "/" + number); });
  then(2s, [&] { gets("lobby", "/phoneprovisioning/1/0004f21a2457.cfg", 200); });
  then(3s, [&] { gets("lobby", "/phoneprovisioning/" + number + "/0004f21a2457.cfg", 200); });
  EXPECT_EQ(run().steps[1].ended, net::TimePoint(3s));
}

const std::string six_lines = R"(  - power_on: lobby
  - expect_log:
      phone: lobby
      within: 5s
      lines:
        - "DHCP: Received DHCP Discover <any_address> from MAC ${mac}"
        - "DHCP: Sent DHCP offer ${address} - MAC Address ${mac}"
        - "DHCP: Received DHCP Request ${address} from MAC ${mac}"
        - "DHCP Alert: Leased Mac ${mac} Rand ${number} [Name PhoneProv]"
        - "DHCP Alert: New Option 66 http://193.164.253.250/phoneprovisioning/${number}"
        - "DHCP: Leased ${address}"
)";

TEST_F(Expectation, OfTheLogComparesLinesInOrderAsFarAsTheGatewayPrintsThem) {
  steps(six_lines);
  then(1s, [&] {
    logs("DHCP: Received DHCP Discover <any_address> from MAC 0004f21a2457");
    logs("DHCP: Sent DHCP offer 192.168.100.100 - MAC Address 0004f21a2457");
    logs("DHCP: Received DHCP Discover <any_address> from MAC 0004f2000001");
    logs("DHCP: Received DHCP Request 192.168.100.100 from MAC 0004f21a2457");
    logs("DHCP Alert: Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv");
    logs("DHCP Alert: New Option 66 http://193.164.253.250/phoneprovisioning/02");
    logs("DHCP: Leased 192.168.100.100");
    leases("lobby", "192.168.100.100", base + "/020319816065");
  });
  EXPECT_EQ(run().outcome, CaseOutcome::passed);
}

TEST_F(Expectation, OfTheLogNamesTheFirstLineThatIsMissing) {
  steps(six_lines);
  then(1s, [&] {
    leases("lobby", "192.168.100.100", base + "/020319816065");
    logs("DHCP: Received DHCP Discover <any_address> from MAC 0004f21a2457");
    logs("DHCP: Received DHCP Request 192.168.100.100 from MAC 0004f21a2457");
    logs("DHCP: Sent DHCP offer 192.168.100.100 - MAC Address 0004f21a2457");
  });
  const auto result = run();
  ASSERT_TRUE(result.steps[1].failure);
  EXPECT_EQ(result.steps[1].failure->at_caret,
            "no line 'DHCP: Received DHCP Request 192.168.100.100 from MAC 0004f21a2457'");
  EXPECT_EQ(result.steps[1].failure->seen.size(), 3U);
}

TEST_F(Expectation, OfATextInTheLogLooksIntoEachLine) {
  steps("  - power_on: lobby\n  - expect_log: {contains: \"Leased Mac\", never: yes, within: 5s}\n");
  then(1s, [&] { logs("DHCP Alert: Leased Mac 0004f21a2457"); });
  EXPECT_EQ(failure_of(run()), "never: yes <- came at 1.000 s");
}

TEST_F(Expectation, OfADirectorySaysWhatTelewareAnsweredInstead) {
  steps("  - power_on: lobby\n  - expect_directory: {phone: lobby, within: 5s}\n");
  then(1s, [&] {
    world.journal().note(net::Kind::account_fetched, "activator", {{"mac", mac("lobby")}, {"status", 404}});
  });
  EXPECT_EQ(failure_of(run()), "phone: lobby <- Teleware answered 404");
}

}  // namespace
}  // namespace scenarios
