// Which address a client is offered (RFC 2131 §4.3.1), reservations, and what is left when addresses run out.
#include "gateway/dhcp/address_choice.hpp"

#include <gtest/gtest.h>

#include "gateway/dhcp/dhcp_story.hpp"

namespace gateway {
namespace {

namespace option = net::dhcp_option;
using net::DhcpType;
using net::Ipv4Address;
using namespace std::chrono_literals;

std::vector<Notice> kinds(const DhcpOutcome& outcome) {
  std::vector<Notice> all;
  for (const auto& notice : outcome.notices) all.push_back(notice.kind);
  return all;
}

Story with_reservation(Ipv4Address address) {
  Story story;
  story.settings.reservations[7] = Reservation{true, polycom, address, {"reception"}};
  return story;
}

TEST(Reservations, GiveTheirAddressAndNameToTheirStationOnly) {
  for (const auto address : {pool(100), pool(50)}) {  // in the pool, and outside it
    auto story = with_reservation(address);
    auto wish = story.message(polycom.plus(1), DhcpType::discover, 1);
    EXPECT_NE(story.hears(wish.add_address(option::requested_address, address)).given(), address);
    EXPECT_EQ(story.boot(polycom).given(), address);
    EXPECT_EQ(story.answer(), DhcpType::ack);
    EXPECT_EQ(story.last.reply->text_option(option::host_name), "reception");
    EXPECT_EQ(story.leases.at(address)->host_name, "reception");
    story.passes(48h);
    for (std::uint64_t i = 1; i < 120; ++i) EXPECT_NE(story.boot(polycom.plus(i)).given(), address);
  }
}

TEST(Reservations, ThatAreOffOrIncompleteOrOutsideTheLanReserveNothing) {
  auto story = with_reservation(pool(100));
  story.settings.reservations[7]->enabled = false;
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(100));
  story = with_reservation(Ipv4Address(10, 0, 0, 7));
  EXPECT_EQ(story.discover(polycom).given(), pool(100));
  story = with_reservation(us);
  EXPECT_EQ(story.discover(polycom).given(), pool(100));
  story = with_reservation(pool(100));
  story.settings.reservations[7]->mac.reset();
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(100));
}

TEST(Reservations, OfTwoForOneAddressTheFirstCounts) {
  auto story = with_reservation(pool(100));
  story.settings.reservations[8] = Reservation{true, polycom.plus(1), pool(100), {}};
  EXPECT_EQ(story.discover(polycom.plus(1)).given(), pool(101));
  EXPECT_EQ(story.discover(polycom).given(), pool(100));
}

TEST(Reservations, TheStationMovesInOnceWhoeverLivesThereHasGone) {
  Story story;
  story.boot(polycom.plus(1)).boot(polycom, 2);
  ASSERT_EQ(story.given(), pool(101));
  story.settings.reservations[0] = Reservation{true, polycom, pool(100), {}};
  EXPECT_EQ(story.renew(polycom, pool(101)).answer(), DhcpType::ack) << "somebody still has the reserved address";
  EXPECT_EQ(story.renew(polycom.plus(1), pool(100)).answer(), DhcpType::nak);
  EXPECT_EQ(story.boot(polycom.plus(1), 4).given(), pool(102));
  EXPECT_EQ(story.renew(polycom, pool(101)).answer(), DhcpType::nak);
  EXPECT_EQ(story.boot(polycom, 5).given(), pool(100));
}

TEST(Reservations, AreTheStationsUnderWhateverIdentifier) {
  auto story = with_reservation(pool(50));
  EXPECT_EQ(story.boot(polycom).given(), pool(50));
  auto again = story.message(polycom, DhcpType::discover, 2);
  EXPECT_EQ(story.hears(again.add(option::client_identifier, {0, 7})).given(), pool(50));
}

TEST(Reservations, AreForgottenWithTheirLeasesWhenTheyEnd) {
  auto story = with_reservation(pool(50));
  story.boot(polycom).passes(24h);
  EXPECT_TRUE(forget_misplaced(story.leases, story.settings).changes.empty());
  story.settings.reservations[7].reset();
  EXPECT_EQ(forget_misplaced(story.leases, story.settings).changes.size(), 1U);
}

TEST(HostName, IsKeptWithTheLeaseAsTheClientSaysIt) {
  Story story;
  auto m = story.message(polycom, DhcpType::request, 1);
  m.add_address(option::server_identifier, us).add_address(option::requested_address, pool(100));
  story.hears(m.add_text(option::host_name, std::string("lob by\n\xff") + std::string(80, 'x')));
  EXPECT_EQ(story.leases.at(pool(100))->host_name, "lob?by??" + std::string(55, 'x'));
  EXPECT_EQ(story.last.reply->option(option::host_name), nullptr) << "its own name is no news to it";
  story.renew(polycom, pool(100));
  EXPECT_EQ(story.leases.at(pool(100))->host_name.substr(0, 3), "lob");
}

// A pool of three, and more who ask.
Story small_pool() {
  Story story;
  story.settings.dhcp.pool_last = pool(102);
  return story;
}

TEST(Starvation, OffersThatNobodyAskedForAreTakenBackOldestFirst) {
  auto story = small_pool();
  for (std::uint64_t i = 0; i < 3; ++i) story.passes(1s).discover(polycom.plus(i));
  story.passes(1s).discover(polycom.plus(1));  // its offer is the youngest now
  EXPECT_FALSE(story.last.recycled);
  EXPECT_EQ(story.passes(1ms).discover(polycom.plus(10)).given(), pool(100));
  EXPECT_TRUE(story.last.recycled);
  EXPECT_EQ(kinds(story.last), std::vector{Notice::starvation});
  EXPECT_EQ(story.passes(1ms).discover(polycom.plus(11)).given(), pool(102));
  EXPECT_TRUE(kinds(story.last).empty()) << "once a minute";
  EXPECT_EQ(story.discover(polycom.plus(12)).given(), pool(101));
  story.passes(50s).discover(polycom.plus(10)).discover(polycom.plus(11)).passes(11s).discover(polycom.plus(13));
  ASSERT_FALSE(story.last.recycled) << "the third has ended of itself";
  story.discover(polycom.plus(14));
  EXPECT_EQ(story.last.notices[0].detail, "offers that nobody asks for fill the pool; 3 times since last told");
}

TEST(Starvation, WhoeverAsksFirstForAnOfferTakenBackHasIt) {
  auto story = small_pool();
  for (std::uint64_t i = 0; i < 3; ++i) story.discover(polycom.plus(100 + i));
  story.discover(polycom);
  const auto mine = story.given();
  for (std::uint64_t i = 0; i < 50; ++i) story.discover(polycom.plus(200 + i));
  EXPECT_EQ(story.select(polycom, mine).answer(), DhcpType::ack);
  EXPECT_EQ(story.leases.at(mine)->mac, polycom);
  for (std::uint64_t i = 0; i < 50; ++i) story.discover(polycom.plus(300 + i));
  EXPECT_EQ(story.renew(polycom, mine).answer(), DhcpType::ack);
  EXPECT_EQ(story.select(polycom.plus(1), mine).answer(), DhcpType::nak) << "a lease is not an offer";
}

TEST(Starvation, AnOfferThatDidNotDisplaceAnybodyIsItsClientsAlone) {
  auto story = small_pool();
  story.discover(polycom);
  EXPECT_EQ(story.select(polycom.plus(1), pool(100)).answer(), DhcpType::nak);
}

TEST(Starvation, AnEmptyPoolIsToldOnceAMinute) {
  auto story = small_pool();
  for (std::uint64_t i = 0; i < 3; ++i) story.boot(polycom.plus(i));
  int told = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    story.discover(polycom.plus(10 + i));
    EXPECT_EQ(story.last.refused, LanRefusal::no_free_address);
    told += static_cast<int>(story.last.notices.size());
  }
  EXPECT_EQ(told, 1);
  story.passes(60s).discover(polycom.plus(5000));
  EXPECT_EQ(story.last.notices,
            (std::vector<DhcpNotice>{{Notice::pool_exhausted, polycom.plus(5000), Ipv4Address::any(),
                                      "no free address; 1000 times since last told"}}));
}

TEST(NewClientLimit, BoundsTheStrangersThatGetALeaseEachSecond) {
  Story story;
  story.settings.dhcp.new_client_limit = 5;
  int leased = 0;
  for (std::uint64_t i = 0; i < 40; ++i) {
    story.boot(polycom.plus(i));
    leased += story.answer() == DhcpType::ack ? 1 : 0;
  }
  EXPECT_EQ(leased, 5);
  EXPECT_EQ(story.last.refused, LanRefusal::too_many_clients);
  EXPECT_EQ(story.passes(1s).boot(polycom.plus(50)).answer(), DhcpType::ack);
}

TEST(NewClientLimit, LetsThroughWhoeverHadALeaseOrHasAReservation) {
  auto story = with_reservation(pool(50));
  const auto guest = polycom.plus(1);
  story.boot(guest).passes(25h);  // it has ended, and is remembered
  story.boot(polycom.plus(2));
  story.settings.dhcp.new_client_limit = 1;
  EXPECT_EQ(story.boot(polycom.plus(3)).answer(), DhcpType::ack);
  EXPECT_EQ(story.boot(polycom.plus(4)).last.refused, LanRefusal::too_many_clients);
  EXPECT_EQ(kinds(story.last), std::vector{Notice::starvation});
  EXPECT_EQ(story.boot(guest, 4).answer(), DhcpType::ack);
  EXPECT_EQ(story.renew(polycom.plus(2), story.leases.at(pool(101))->address).answer(), DhcpType::ack);
  EXPECT_EQ(story.boot(polycom).answer(), DhcpType::ack);
  story.unicast = true;
  EXPECT_EQ(story.renew(polycom.plus(5), pool(150)).last.refused, LanRefusal::too_many_clients)
      << "a stranger that says it renews is a stranger";
}

}  // namespace
}  // namespace gateway
