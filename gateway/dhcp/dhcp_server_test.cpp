#include "gateway/dhcp/dhcp_server.hpp"

#include <gtest/gtest.h>

#include <set>

#include "gateway/dhcp/dhcp_story.hpp"
#include "gateway/dhcp/log_line.hpp"

namespace gateway {
namespace {

namespace option = net::dhcp_option;
using net::DhcpType;
using net::Ipv4Address;
using namespace std::chrono_literals;

TEST(DhcpServer, PrintsTheSixLinesOfTheVendorsNote) {
  Story story;
  std::string view;
  story.discover(polycom);
  for (const auto& line : story.last.log) view += std::string(cut(line)) + "\n";
  story.select(polycom, pool(100));
  for (const auto& line : story.last.log) view += std::string(cut(line)) + "\n";
  EXPECT_EQ(view,
            "DHCP: Received DHCP Discover <any_address> from MAC 0004f21a2457\n"
            "DHCP: Sent DHCP offer 192.168.100.100 - MAC Address 0004f21a2457\n"
            "DHCP: Received DHCP Request 192.168.100.100 from MAC 0004f21a2457\n"
            "DHCP Alert: Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv\n"
            "DHCP Alert: New Option 66 http://193.164.253.250/phoneprovisioning/02\n"
            "DHCP: Leased 192.168.100.100\n");
}

TEST(DhcpServer, TheOfferCarriesTheBaseAndTheAckTheNumber) {
  Story story;
  EXPECT_EQ(story.discover(polycom).answer(), DhcpType::offer);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_FALSE(story.last.alert);
  EXPECT_EQ(story.select(polycom, pool(100)).answer(), DhcpType::ack);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning/020319816065");
  ASSERT_TRUE(story.last.alert);
  EXPECT_EQ(story.last.alert->text, "Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv]");
  EXPECT_EQ(story.last.alert->option66, "http://193.164.253.250/phoneprovisioning/020319816065");
  EXPECT_EQ(story.last.alert->address, pool(100));
}

TEST(DhcpServer, ASwitchPutsTheNumberIntoTheOfferToo) {
  Story story;
  story.settings.dhcp.number_in_offer = true;
  story.discover(polycom).discover(polycom);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning/020319816065");
  EXPECT_EQ(story.select(polycom, pool(100)).option66(), "http://193.164.253.250/phoneprovisioning/020319816065");
  EXPECT_TRUE(story.last.alert);
}

TEST(DhcpServer, ARepeatedRequestGetsTheSameNumberAndRaisesNoSecondEvent) {
  Story story;
  const auto first = story.boot(polycom).option66();
  story.select(polycom, pool(100));
  EXPECT_EQ(story.answer(), DhcpType::ack);
  EXPECT_EQ(story.option66(), first);
  EXPECT_FALSE(story.last.alert);
}

TEST(DhcpServer, EveryBootDrawsANewNumberForTheSameAddress) {
  Story story;
  const auto first = story.boot(polycom, 1).option66();
  story.boot(polycom, 2);
  EXPECT_EQ(story.given(), pool(100));
  EXPECT_NE(story.option66(), first);
  EXPECT_TRUE(story.last.alert);
}

TEST(DhcpServer, ABootUnderAnOldTransactionNumberIsANewBootAllTheSame) {
  Story story;
  const auto first = story.boot(polycom, 1).option66();
  EXPECT_NE(story.boot(polycom, 1).option66(), first);
}

TEST(DhcpServer, InitRebootDrawsANewNumberAndARepetitionOfItNone) {
  Story story;
  const auto first = story.boot(polycom).option66();
  const auto second = story.init_reboot(polycom, pool(100)).option66();
  EXPECT_EQ(story.answer(), DhcpType::ack);
  EXPECT_NE(second, first);
  EXPECT_TRUE(story.last.alert);
  EXPECT_EQ(story.init_reboot(polycom, pool(100)).option66(), second);
  EXPECT_FALSE(story.last.alert);
}

TEST(DhcpServer, RenewingKeepsTheNumberRaisesNothingAndExtendsTheLease) {
  Story story;
  const auto number = story.boot(polycom).option66();
  story.passes(12h).renew(polycom, pool(100));
  EXPECT_EQ(story.answer(), DhcpType::ack);
  EXPECT_EQ(story.option66(), number);
  EXPECT_FALSE(story.last.alert);
  EXPECT_EQ(story.last.log,
            (std::vector<std::string>{"DHCP: Received DHCP Request 192.168.100.100 from MAC 0004f21a2457",
                                      "DHCP: Renewed 192.168.100.100"}));
  EXPECT_EQ(wakes_at(story.leases), net::TimePoint{} + 36h);
}

TEST(DhcpServer, TellsWhatBecomesOfALease) {
  using Told = std::vector<DhcpNotice>;
  Story story;
  EXPECT_EQ(story.discover(polycom).last.notices, Told{});
  EXPECT_EQ(story.select(polycom, pool(100)).last.notices, (Told{{Notice::granted, polycom, pool(100), ""}}));
  EXPECT_EQ(story.select(polycom, pool(100)).last.notices, Told{}) << "a repetition is no second lease";
  EXPECT_EQ(story.renew(polycom, pool(100)).last.notices, (Told{{Notice::renewed, polycom, pool(100), ""}}));
  EXPECT_EQ(expire(story.leases, story.now + 24h).notices, (Told{{Notice::expired, polycom, pool(100), ""}}));
  auto release = story.message(polycom, DhcpType::release, 3);
  release.ciaddr = pool(100);
  release.add_address(option::server_identifier, us);
  EXPECT_EQ(story.hears(release).last.notices, (Told{{Notice::released, polycom, pool(100), ""}}));
  EXPECT_EQ(expire(story.leases, story.now + 48h).notices, Told{}) << "what was released does not expire";
  story.boot(polycom, 4)
      .hears(story.message(polycom, DhcpType::decline, 5)
                 .add_address(option::requested_address, pool(100))
                 .add_address(option::server_identifier, us));
  EXPECT_EQ(story.last.notices, (Told{{Notice::declined, polycom, pool(100), ""}}));
}

TEST(DhcpServer, WithoutRandomiseTheEventHasNoNumberAndOption66IsTheBase) {
  Story story;
  story.settings.mac_alerts[0]->randomise = false;
  story.boot(polycom);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(story.last.alert->text, "Leased Mac 0004f21a2457 [Name PhoneProv]");
  EXPECT_EQ(story.last.alert->number, "");
  EXPECT_EQ(story.last.log.size(), 3U);
}

TEST(DhcpServer, WithoutOption66ThereIsNothingToRandomise) {
  Story story;
  story.settings.tftp_servers[0]->server.clear();
  story.boot(polycom);
  EXPECT_EQ(story.option66(), "none");
  EXPECT_EQ(story.last.alert->number, "");
}

TEST(DhcpServer, AHandsetOutsideTheMaskGetsTheBaseAndNoEvent) {
  Story story;
  story.boot(*net::MacAddress::parse("0004f31a2457"));
  EXPECT_EQ(story.answer(), DhcpType::ack);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_FALSE(story.last.alert);
}

TEST(DhcpServer, NumbersAreUniqueAmongLiveLeases) {
  Story story;
  story.settings.dhcp.number_width = 1;
  std::set<std::string> numbers;
  for (std::uint64_t i = 0; i < 10; ++i) numbers.insert(story.boot(polycom.plus(i)).option66());
  EXPECT_EQ(numbers.size(), 10U);
  story.boot(polycom.plus(10));  // all ten digits are taken
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(story.last.log[1], "DHCP: No unused number for MAC 0004f21a2461");
}

TEST(DhcpServer, TheLowestFreeAddressIsOfferedAndAReturningClientGetsItsOwn) {
  Story story;
  EXPECT_EQ(story.boot(polycom).given(), pool(100));
  EXPECT_EQ(story.boot(polycom.plus(1)).given(), pool(101));
  story.passes(24h);
  EXPECT_EQ(story.leases.of_client(story.leases.at(pool(100))->client)->state, LeaseState::past);
  EXPECT_EQ(story.boot(polycom.plus(2)).given(), pool(102));  // the first two are remembered
  EXPECT_EQ(story.boot(polycom.plus(1)).given(), pool(101));
}

TEST(DhcpServer, AFullPoolReusesTheAddressLongestUnusedThenFallsSilent) {
  Story story;
  story.settings.dhcp.pool_last = pool(101);
  story.boot(polycom);
  story.passes(1h).boot(polycom.plus(1));
  story.passes(24h);  // both leases have ended
  EXPECT_EQ(story.boot(polycom.plus(2)).given(), pool(100));
  EXPECT_EQ(story.boot(polycom.plus(3)).given(), pool(101));
  story.discover(polycom.plus(4));
  EXPECT_FALSE(story.last.reply);
  EXPECT_EQ(story.last.log.back(), "DHCP: No free address for MAC 0004f21a245b");
}

TEST(DhcpServer, TheGatewaysOwnAddressAndTheEndsOfTheLanAreNeverOffered) {
  Story story;
  story.settings.dhcp.pool_first = Ipv4Address(0, 0, 0, 0);
  story.settings.dhcp.pool_last = Ipv4Address(255, 255, 255, 255);
  EXPECT_EQ(story.discover(polycom).given(), pool(2));
  auto wish = story.message(polycom.plus(1), DhcpType::discover, 1);
  EXPECT_EQ(story.hears(wish.add_address(option::requested_address, us)).given(), pool(3));
  for (std::uint64_t i = 0; i < 253; ++i) story.boot(polycom.plus(i));
  EXPECT_EQ(story.given(), pool(254));
  EXPECT_FALSE(story.discover(polycom.plus(300)).last.reply);
}

TEST(DhcpServer, AnAddressAskedForIsOfferedWhenNobodyHasIt) {
  Story story;
  auto wish = story.message(polycom, DhcpType::discover, 1);
  EXPECT_EQ(story.hears(wish.add_address(option::requested_address, pool(150))).given(), pool(150));
  EXPECT_EQ(story.last.log[0], "DHCP: Received DHCP Discover 192.168.100.150 from MAC 0004f21a2457");
  auto other = story.message(polycom.plus(1), DhcpType::discover, 1);
  EXPECT_EQ(story.hears(other.add_address(option::requested_address, pool(150))).given(), pool(100));
}

TEST(DhcpServer, AnOfferIsKeptForAMinuteOnly) {
  Story story;
  story.discover(polycom).passes(59s);
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(101));
  story.passes(1s);
  EXPECT_EQ(story.discover(polycom.plus(2)).given(), pool(100));
}

TEST(DhcpServer, AClientThatTookAnotherServersOfferFreesOurs) {
  Story story;
  story.discover(polycom).select(polycom, pool(100), 1, pool(2));
  EXPECT_FALSE(story.last.reply);
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(100));
}

TEST(DhcpServer, WrongRequestsAreRefused) {
  Story story;
  story.boot(polycom).discover(polycom.plus(1));
  EXPECT_EQ(story.select(polycom.plus(1), pool(100)).answer(), DhcpType::nak) << "an address of somebody else";
  EXPECT_EQ(story.last.log.back(), "DHCP: Sent DHCP nak 192.168.100.100 - MAC Address 0004f21a2458");
  EXPECT_EQ(story.select(polycom.plus(1), pool(105)).answer(), DhcpType::nak) << "not the one offered";
  EXPECT_EQ(story.init_reboot(polycom, Ipv4Address(10, 0, 0, 7)).answer(), DhcpType::nak) << "wrong network";
  EXPECT_EQ(story.init_reboot(polycom, pool(105)).answer(), DhcpType::nak) << "not its address";
  EXPECT_EQ(story.renew(polycom.plus(1), pool(100)).answer(), DhcpType::nak) << "renewing somebody else's";
  EXPECT_EQ(story.renew(polycom, pool(7)).answer(), DhcpType::nak) << "outside the pool";
  EXPECT_EQ(story.leases.at(pool(100))->state, LeaseState::leased);
}

TEST(DhcpServer, IsSilentToAStrangerThatRebootsIntoALease) {
  Story story;
  EXPECT_FALSE(story.init_reboot(polycom, pool(120)).last.reply);
  EXPECT_EQ(story.last.changes.size(), 0U);
}

TEST(DhcpServer, TakesInAClientThatRenewsAnAddressNobodyHas) {
  Story story;  // as after a restart that forgot everything
  story.unicast = true;
  EXPECT_EQ(story.renew(polycom, pool(120)).answer(), DhcpType::ack);
  EXPECT_EQ(story.option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_FALSE(story.last.alert);
  EXPECT_EQ(story.leases.at(pool(120))->state, LeaseState::leased);
}

TEST(DhcpServer, AReleasedAddressIsRememberedAndItsNumberEnds) {
  Story story;
  story.boot(polycom);
  auto release = story.message(polycom, DhcpType::release, 3);
  release.ciaddr = pool(100);
  story.hears(release.add_address(option::server_identifier, us));
  EXPECT_FALSE(story.last.reply);
  EXPECT_EQ(story.leases.at(pool(100))->state, LeaseState::past);
  EXPECT_FALSE(story.leases.number_in_use("020319816065"));
}

TEST(DhcpServer, ADeclinedAddressIsNotOfferedForAWhile) {
  Story story;
  story.boot(polycom);
  story.hears(story.message(polycom, DhcpType::decline, 3)
                  .add_address(option::requested_address, pool(100))
                  .add_address(option::server_identifier, us));
  EXPECT_EQ(story.boot(polycom, 4).given(), pool(101));
  story.passes(600s);
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(100));
}

TEST(DhcpServer, InformIsAnsweredWithoutALease) {
  Story story;
  auto inform = story.message(polycom, DhcpType::inform, 3);
  inform.ciaddr = pool(20);
  story.hears(inform);
  EXPECT_EQ(story.answer(), DhcpType::ack);
  EXPECT_EQ(story.given(), Ipv4Address::any());
  EXPECT_EQ(story.last.reply->lease_time(), std::nullopt);
  EXPECT_TRUE(story.last.changes.empty());
}

TEST(DhcpServer, AClientIsNamedByItsIdentifierBeforeItsMac) {
  Story story;
  auto one = story.message(polycom, DhcpType::discover, 1);
  auto other = story.message(polycom, DhcpType::discover, 1);
  EXPECT_EQ(story.hears(one.add(option::client_identifier, {1, 2})).given(), pool(100));
  EXPECT_EQ(story.hears(other.add(option::client_identifier, {1, 3})).given(), pool(101));
  EXPECT_EQ(story.discover(polycom).given(), pool(102));
}

TEST(DhcpServer, SaysNothingWhenItIsOffOrAddressedByAServer) {
  Story story;
  auto reply = story.message(polycom, DhcpType::discover, 1);
  reply.request = false;
  EXPECT_FALSE(story.hears(reply).last.reply);
  auto relayed = story.message(polycom, DhcpType::discover, 1);
  relayed.giaddr = Ipv4Address(10, 9, 8, 7);
  EXPECT_FALSE(story.hears(relayed).last.reply);
  story.settings.dhcp.enabled = false;
  EXPECT_FALSE(story.discover(polycom).last.reply);
}

TEST(DhcpServer, ARenewalAfterThePoolMovedIsRefusedAndADiscoverMoves) {
  Story story;
  story.boot(polycom);
  story.settings.dhcp.pool_first = pool(150);
  EXPECT_EQ(story.renew(polycom, pool(100)).answer(), DhcpType::nak);
  EXPECT_EQ(story.boot(polycom, 5).given(), pool(150));
  EXPECT_EQ(story.leases.at(pool(100)), nullptr);
}

}  // namespace
}  // namespace gateway
