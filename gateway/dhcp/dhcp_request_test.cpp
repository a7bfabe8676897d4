// REQUEST in the four states of a client, and what else a client can say (RFC 2131 §4.3.2 to §4.3.5, §4.4).
#include <gtest/gtest.h>

#include "gateway/dhcp/dhcp_story.hpp"

namespace gateway {
namespace {

namespace option = net::dhcp_option;
using net::DhcpType;
using net::Ipv4Address;
using namespace std::chrono_literals;

constexpr auto ack = DhcpType::ack;
constexpr auto nak = DhcpType::nak;
constexpr std::optional<DhcpType> silence;

const auto owner = polycom;             // has .100
const auto offered = polycom.plus(1);   // was offered .101
const auto former = polycom.plus(2);    // had .102 and released it
const auto stranger = polycom.plus(3);  // nobody heard of it
const auto reserved = polycom.plus(4);  // .50 is kept for it
const Ipv4Address elsewhere(10, 0, 0, 7);

// A LAN where something has happened before.
struct Office : Story {
  Office() {
    settings.reservations[0] = Reservation{true, reserved, pool(50), {"reception"}};
    boot(owner).boot(former, 2);
    // The former client's address is the second; it moves to the third when the second is offered again.
    release(former, given());
    discover(offered);
    EXPECT_EQ(given(), pool(102));
  }

  Office& release(net::MacAddress from, Ipv4Address address) {
    auto m = message(from, DhcpType::release, 3);
    m.ciaddr = address;
    hears(m.add_address(option::server_identifier, us));
    return *this;
  }
};

// The states, by what their REQUEST names.
enum class State { selecting, init_reboot, renewing, rebinding };

net::DhcpMessage request(net::MacAddress from, State state, Ipv4Address address) {
  net::DhcpMessage m(from);
  m.xid = 77;
  m.add(DhcpType::request);
  const bool has_one = state == State::renewing || state == State::rebinding;
  if (has_one) m.ciaddr = address;
  if (!has_one) m.add_address(option::requested_address, address);
  if (state == State::selecting) m.add_address(option::server_identifier, us);
  return m;
}

struct Row {
  net::MacAddress from;
  State state;
  Ipv4Address address;
  std::optional<DhcpType> answer;
  std::string_view why;
};

const Row rows[] = {
    {offered, State::selecting, pool(102), ack, "what it was offered"},
    {offered, State::selecting, pool(103), nak, "not what it was offered"},
    {offered, State::selecting, pool(100), nak, "somebody's lease"},
    {offered, State::selecting, elsewhere, nak, "no address of this network"},
    {owner, State::selecting, pool(100), ack, "its own lease once more"},
    {stranger, State::selecting, pool(150), ack, "free, and it names us: the offer may have been forgotten"},
    {stranger, State::selecting, pool(102), nak, "offered to somebody else"},
    {stranger, State::selecting, pool(50), nak, "reserved for somebody else"},
    {stranger, State::selecting, pool(20), nak, "outside the pool"},
    {reserved, State::selecting, pool(50), ack, "its reservation, though it lies outside the pool"},
    {reserved, State::selecting, pool(150), nak, "not its reservation"},

    {owner, State::init_reboot, pool(100), ack, "its lease"},
    {owner, State::init_reboot, pool(150), nak, "not its lease"},
    {owner, State::init_reboot, elsewhere, nak, "moved here from another network"},
    {former, State::init_reboot, pool(101), ack, "the address it gave back, which nobody took"},
    {former, State::init_reboot, pool(102), nak, "not the one it had"},
    {stranger, State::init_reboot, pool(150), silence, "no record of it"},
    {stranger, State::init_reboot, pool(100), silence, "no record of it, whoever has the address"},
    {stranger, State::init_reboot, elsewhere, nak, "the network is wrong whoever it is"},
    {reserved, State::init_reboot, pool(50), ack, "the reservation is the record"},
    {reserved, State::init_reboot, pool(150), nak, "the reservation is the record"},

    {owner, State::renewing, pool(100), ack, "its lease"},
    {owner, State::renewing, pool(150), nak, "not its lease"},
    {former, State::renewing, pool(101), ack, "nobody took it meanwhile"},
    {stranger, State::renewing, pool(100), nak, "somebody else's lease"},
    {stranger, State::renewing, pool(150), ack, "it says we granted it, and nobody has it"},
    {stranger, State::renewing, pool(20), nak, "outside the pool"},
    {stranger, State::renewing, elsewhere, nak, "no address of this network"},
    {reserved, State::renewing, pool(150), nak, "it shall move into its reservation"},

    {owner, State::rebinding, pool(100), ack, "its lease"},
    {owner, State::rebinding, elsewhere, nak, "no address of this network"},
    {former, State::rebinding, pool(101), ack, "nobody took it meanwhile"},
    {stranger, State::rebinding, pool(100), nak, "somebody else's lease"},
    {stranger, State::rebinding, pool(150), silence, "it may be another server's lease"},
};

TEST(DhcpRequest, IsAnsweredByWhatTheClientsStateAndTheRecordsSay) {
  for (const auto& row : rows) {
    Office office;
    office.unicast = row.state == State::renewing;
    office.hears(request(row.from, row.state, row.address));
    EXPECT_EQ(office.answer(), row.answer) << to_string(row.address) << ": " << row.why;
    EXPECT_EQ(office.last.changes.empty(), row.answer != ack) << row.why;
    EXPECT_EQ(office.given(), row.answer == ack ? row.address : Ipv4Address::any()) << row.why;
  }
}

TEST(DhcpRequest, ThatNamesAnotherServerIsNotOursToAnswer) {
  for (const auto from : {owner, offered, stranger}) {
    Office office;
    net::DhcpMessage m(from);
    m.add(DhcpType::request)
        .add_address(option::server_identifier, pool(2))
        .add_address(option::requested_address, pool(100));
    EXPECT_EQ(office.hears(m).answer(), silence);
    EXPECT_NE(office.leases.at(pool(100)), nullptr);
  }
}

TEST(DhcpRequest, WithoutAnAddressIsRefused) {
  Office office;
  net::DhcpMessage m(owner);
  EXPECT_EQ(office.hears(m.add(DhcpType::request)).answer(), silence);
  EXPECT_EQ(office.last.refused, LanRefusal::no_address);
}

// RFC 2131 table 3.
TEST(DhcpNak, SaysNothingButWhyAndWho) {
  Office office;
  auto m = request(owner, State::init_reboot, elsewhere);
  m.broadcast = false;
  m.add(option::client_identifier, {1, 2, 3}).add(option::parameter_request_list, {1, 3, 51, 66});
  office.hears(m);
  const auto& reply = *office.last.reply;
  std::vector<int> codes;
  for (const auto& each : reply.options) codes.push_back(each.code);
  EXPECT_EQ(codes, (std::vector<int>{53, 54, 56, 61}));
  EXPECT_TRUE(reply.yiaddr.is_any() && reply.ciaddr.is_any() && reply.siaddr.is_any());
  EXPECT_EQ(reply.xid, 77U);
  EXPECT_FALSE(reply.broadcast) << "as the client sent it";
  m.giaddr = pool(2);
  EXPECT_TRUE(office.hears(m).last.reply->broadcast) << "so that the relay broadcasts it (RFC 2131 section 4.3.2)";
}

TEST(DhcpLeaseTime, IsWhatTheClientWishesUpToWhatIsSet) {
  struct Wish {
    net::Duration wished, given;
  };
  for (const auto& [wished, given] :
       {Wish{1h, 1h}, Wish{24h, 24h}, Wish{48h, 24h}, Wish{1s, 10s}, Wish{std::chrono::seconds(0xffffffff), 24h}}) {
    Story story;
    auto discover = story.message(polycom, DhcpType::discover, 1);
    story.hears(discover.add_seconds(option::lease_time, wished));
    EXPECT_EQ(story.last.reply->lease_time(), given);
    auto m = request(polycom, State::selecting, pool(100));
    story.hears(m.add_seconds(option::lease_time, wished));
    EXPECT_EQ(story.last.reply->lease_time(), given);
    EXPECT_EQ(story.last.reply->seconds_option(option::renewal_time), given / 2);
    EXPECT_EQ(story.last.reply->seconds_option(option::rebinding_time), given / 8 * 7 / 1s * 1s);
    EXPECT_EQ(wakes_at(story.leases), story.now + given) << "and so long it is kept";
  }
}

TEST(DhcpDecline, SetsTheAddressAsideAndTellsOfIt) {
  Office office;
  auto m = office.message(owner, DhcpType::decline, 3);
  m.add_address(option::requested_address, pool(100)).add_address(option::server_identifier, us);
  office.hears(m);
  EXPECT_EQ(office.last.notices, (std::vector<DhcpNotice>{{Notice::declined, owner, pool(100), ""}}));
  EXPECT_EQ(office.leases.at(pool(100))->state, LeaseState::declined);
  EXPECT_NE(office.boot(owner, 4).given(), pool(100));
  office.passes(600s);
  EXPECT_EQ(office.discover(stranger).given(), pool(100));
}

TEST(DhcpDecline, OrReleaseOfWhatIsNotTheClientsLeaseIsRefused) {
  for (const auto type : {DhcpType::decline, DhcpType::release}) {
    const auto say = [type](net::MacAddress from, Ipv4Address address, const net::Bytes& identifier = {}) {
      net::DhcpMessage m(from);
      m.add(type).add_address(option::server_identifier, us);
      if (type == DhcpType::release) m.ciaddr = address;
      if (type == DhcpType::decline) m.add_address(option::requested_address, address);
      if (!identifier.empty()) m.add(option::client_identifier, identifier);
      return m;
    };
    Office office;
    auto boot = office.message(owner.plus(9), DhcpType::request, 5);
    boot.add(option::client_identifier, {1, 9}).add_address(option::requested_address, pool(120));
    ASSERT_EQ(office.hears(boot.add_address(option::server_identifier, us)).answer(), ack);
    for (const auto& m : {say(stranger, pool(100)), say(owner, pool(102)), say(offered, pool(102)),
                          say(former, pool(101)), say(stranger, pool(120), {1, 9}), say(owner, elsewhere)}) {
      office.hears(m);
      EXPECT_EQ(office.last.refused, LanRefusal::foreign_lease) << to_string(type) << to_string(m.chaddr);
      EXPECT_TRUE(office.last.changes.empty() && office.last.notices.empty() && !office.last.reply);
    }
    office.hears(say(owner.plus(9), pool(120), {1, 9}));
    EXPECT_EQ(office.last.refused, std::nullopt);
    EXPECT_NE(office.leases.at(pool(120))->state, LeaseState::leased);
  }
}

TEST(DhcpInform, IsAnsweredWithoutAddressAndTimesWhereverItAsksFromOnTheLan) {
  Office office;
  auto inform = office.message(stranger, DhcpType::inform, 3);
  inform.ciaddr = pool(20);
  inform.add(option::parameter_request_list, {1, 3, 51, 58, 59, 66});
  office.hears(inform);
  EXPECT_EQ(office.answer(), ack);
  EXPECT_EQ(office.given(), Ipv4Address::any());
  EXPECT_EQ(office.last.reply->ciaddr, pool(20));
  for (const auto code : {option::lease_time, option::renewal_time, option::rebinding_time})
    EXPECT_EQ(office.last.reply->option(code), nullptr) << int{code};
  EXPECT_EQ(office.last.reply->address_option(option::router), us);
  EXPECT_TRUE(office.last.changes.empty() && office.last.notices.empty());
  inform.ciaddr = elsewhere;
  EXPECT_EQ(office.hears(inform).answer(), silence);
}

TEST(DhcpSecret, ANumberIsToldOnlyToTheStationThatGotTheLease) {
  Story story;
  const net::Bytes identifier{1, 0, 4, 0xf2, 0x1a, 0x24, 0x57};
  const auto with = [&](net::DhcpMessage m) { return m.add(option::client_identifier, identifier); };
  auto select = request(polycom, State::selecting, pool(100));
  const auto secret = story.hears(with(select)).option66();
  ASSERT_NE(secret.find("020319816065"), std::string::npos);

  const auto thief = polycom.plus(1);  // knows the identifier, the address and the transaction
  for (const auto state : {State::selecting, State::init_reboot, State::renewing, State::rebinding}) {
    for (const bool unicast : {false, true}) {
      story.unicast = unicast;
      EXPECT_NE(story.hears(with(request(thief, state, pool(100)))).answer(), ack);
    }
  }
  auto inform = story.message(thief, DhcpType::inform, 77);
  inform.ciaddr = pool(100);
  EXPECT_EQ(story.hears(with(inform)).option66(), "http://193.164.253.250/phoneprovisioning");
  EXPECT_EQ(story.hears(with(story.message(thief, DhcpType::discover, 77))).given(), pool(101));
  EXPECT_EQ(story.hears(with(request(polycom, State::renewing, pool(100)))).option66(), secret);
  EXPECT_EQ(story.leases.at(pool(100))->mac, polycom);
}

}  // namespace
}  // namespace gateway
