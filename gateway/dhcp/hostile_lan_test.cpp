// Ten thousand frames of each kind of lie, and floods of strangers: what is counted, who is answered, and whether
// an honest client still gets its lease.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "gateway/dhcp/dhcp_service.hpp"
#include "gateway/dhcp/hostile_frame.hpp"
#include "gateway/settings/profile.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

namespace option = net::dhcp_option;
using net::DhcpType;
using net::Ipv4Address;
using net::MacAddress;
using namespace std::chrono_literals;

constexpr std::uint32_t frames_of_each_kind = 10000;
const MacAddress attacker({6, 0, 0, 0, 0, 0});
const MacAddress honest({0, 4, 0xf2, 0x1a, 0x24, 0x57});
const Ipv4Address server(192, 168, 100, 1);

struct TestWire : net::Wire {
  void send(net::BytesView frame) override { sent.emplace_back(frame.begin(), frame.end()); }
  void on_frame(Receiver receiver) override { arrive = std::move(receiver); }
  Receiver arrive;
  std::vector<net::Bytes> sent;
};

struct Lan {
  Settings settings = *profile("note");
  net::VirtualLoop loop;
  TestWire wire;
  ForgetfulStore store;
  Turn turn{loop, store, [](const std::string&) {}, [] {}};
  NoNeighbours neighbours;
  std::uint64_t drawn = 0;
  DhcpService service{
      settings,
      {.loop = loop,
       .lan = wire,
       .lan_mac = HostileFrame::gateway_mac,
       .turn = turn,
       .neighbours = neighbours,
       .log = [](std::string_view) {},
       .random_digits = [this](std::size_t) { return std::to_string(100000000000000000 + drawn++); },
       .pending = [](const Event&) { return std::vector<PendingEvent>(); },
       .stamp = [](Event event) { return event; },
       .raise = [](const Event&) {}}};

  void passes(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }

  // What the server answers, decoded, each answer checked to go to who asked and to nobody else.
  std::vector<net::DhcpMessage> says(const net::Bytes& frame, MacAddress asker) {
    wire.sent.clear();
    wire.arrive(frame);
    passes(0s);
    std::vector<net::DhcpMessage> replies;
    for (const auto& bytes : wire.sent) {
      const auto sent = std::get<net::Frame>(net::decode_frame(bytes));
      const auto* packet = std::get_if<net::Ipv4Packet>(&sent.payload);
      if (packet == nullptr) continue;  // an ARP probe
      replies.push_back(
          std::get<net::DhcpMessage>(net::decode_dhcp(std::get<net::UdpDatagram>(packet->payload).payload)));
      EXPECT_EQ(replies.back().chaddr, asker);
      const bool to_all = replies.back().type() == DhcpType::nak;
      EXPECT_EQ(sent.destination, to_all ? MacAddress::broadcast() : asker);
    }
    return replies;
  }

  std::optional<net::DhcpMessage> says(const HostileFrame& frame) {
    const auto replies = says(frame.bytes(), frame.message.chaddr);
    return replies.empty() ? std::nullopt : std::optional(replies.front());
  }

  std::optional<net::DhcpMessage> requests(MacAddress from, Ipv4Address address, std::uint32_t xid) {
    HostileFrame request(from, DhcpType::request, xid);
    request.message.add_address(option::server_identifier, server);
    request.message.add_address(option::requested_address, address);
    return says(request);
  }

  // DISCOVER, and after a while REQUEST. The address; nothing when there was none to be had.
  std::optional<Ipv4Address> leases(MacAddress from, net::Duration hesitation = 0s, std::uint32_t xid = 1) {
    const auto offer = says(HostileFrame(from, DhcpType::discover, xid));
    if (!offer) return std::nullopt;
    passes(hesitation);
    const auto ack = requests(from, offer->yiaddr, xid);
    return ack && ack->type() == DhcpType::ack ? std::optional(ack->yiaddr) : std::nullopt;
  }

  [[nodiscard]] std::uint64_t counted(std::string_view label) const {
    for (const auto& [name, value] : service.counters())
      if (name == label) return value;
    return ~std::uint64_t{0};
  }
};

// Every kind of lie by itself: the rows of all tables, one after another.
struct Kind {
  HostileRow row;
  bool probing = false;
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> all;
  for (const auto& row : hostile_messages()) all.push_back({row});
  for (const auto& row : hostile_leases()) all.push_back({row});
  for (const auto& row : hostile_arp()) all.push_back({row, true});
  return all;
}

class HostileFrames : public ::testing::TestWithParam<std::size_t> {};

TEST_P(HostileFrames, AreCountedForWhatTheyAreAndNeverAnswered) {
  const auto [row, probing] = all_kinds()[GetParam()];
  Lan lan;
  ASSERT_EQ(lan.leases(honest), Ipv4Address(192, 168, 100, 100));
  lan.settings.dhcp.arp_probe = probing;
  std::size_t answers = 0;
  for (std::uint32_t number = 0; number < frames_of_each_kind; ++number)
    answers += lan.says(row.make(attacker.plus(number % 97), number), attacker).size();
  EXPECT_EQ(answers, 0U);
  for (std::size_t i = 0; i < lan_refusals; ++i) {
    const auto why = static_cast<LanRefusal>(i);
    EXPECT_EQ(lan.counted(to_string(why)), why == row.why ? frames_of_each_kind : 0) << to_string(why);
  }
  lan.settings.dhcp.arp_probe = false;
  HostileFrame renew(honest, DhcpType::request, 9);
  renew.message.ciaddr = renew.from = Ipv4Address(192, 168, 100, 100);
  EXPECT_EQ(lan.says(renew)->type(), DhcpType::ack) << "its lease is what it was";
  EXPECT_TRUE(lan.leases(honest.plus(1)));
}

INSTANTIATE_TEST_SUITE_P(HostileLan, HostileFrames, ::testing::Range<std::size_t>(0, all_kinds().size()),
                         [](const auto& instance) {
                           std::string name(to_string(all_kinds()[instance.param].row.why));
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == ' ' || c == ':'; }, '_');
                           return name + "_" + std::to_string(instance.param);
                         });

TEST(HostileLan, EveryReasonHasItsKindOfFrame) {
  std::set<LanRefusal> seen{LanRefusal::no_free_address, LanRefusal::too_many_clients};  // no lies: floods
  for (const auto& kind : all_kinds()) seen.insert(kind.row.why);
  EXPECT_EQ(seen.size(), lan_refusals);
}

TEST(HostileLan, ItsOwnFramesComingBackAreCountedAndEndThere) {
  Lan lan;
  for (std::uint32_t number = 0; number < 1000; ++number) {
    ASSERT_TRUE(lan.says(HostileFrame(honest, DhcpType::discover, number)));
    auto echo = lan.wire.sent.front();
    echo[14 + 20 + 3] = 67;  // as a relay's
    std::fill_n(echo.begin(), 6, std::uint8_t{0xff});
    EXPECT_TRUE(lan.says(echo, honest).empty());
  }
  EXPECT_EQ(lan.counted("dhcp refused: own frame"), 1000U);
}

// Strangers that only say DISCOVER, two thousand a second. The honest client takes its time to choose an offer.
TEST(HostileLan, AFloodOfDiscoversKeepsNobodyFromItsLease) {
  Lan lan;
  std::uint32_t number = 0;
  const auto flood = [&](net::Duration time) {
    for (const auto end = lan.loop.now() + time; lan.loop.now() < end; ++number) {
      lan.says(HostileFrame(attacker.plus(number), DhcpType::discover, number));
      lan.passes(500us);
    }
  };
  flood(2s);
  for (std::uint64_t client = 0; client < 10; ++client) {
    const auto began = lan.loop.now();
    const auto offer = lan.says(HostileFrame(honest.plus(client), DhcpType::discover, 1));
    ASSERT_TRUE(offer);
    flood(1s);
    const auto ack = lan.requests(honest.plus(client), offer->yiaddr, 1);
    ASSERT_TRUE(ack && ack->type() == DhcpType::ack);
    EXPECT_LE(lan.loop.now() - began, 5s);
  }
  EXPECT_GT(lan.counted("dhcp offers taken back"), 10000U);
  EXPECT_EQ(lan.counted("dhcp refused: no free address"), 0U);
}

// Strangers that go through with it: the limit says how fast the pool goes.
TEST(HostileLan, AFloodOfCompleteExchangesIsLimitedAndTheOthersAreNot) {
  Lan lan;
  lan.settings.dhcp.new_client_limit = 5;
  lan.settings.reservations[0] = Reservation{true, honest, Ipv4Address(192, 168, 100, 50), {}};
  const auto resident = lan.leases(honest.plus(1));
  ASSERT_TRUE(resident);
  lan.passes(1s);
  std::uint64_t leased = 0;
  constexpr std::uint64_t exchanges = 10000;
  for (std::uint32_t number = 0; number < exchanges; ++number) {
    leased += lan.leases(attacker.plus(number), 0s, number) ? 1 : 0;
    lan.passes(1ms);
  }
  EXPECT_EQ(leased, 5U + 10 * 5 - 1);  // a second's worth, and ten seconds of the rate
  EXPECT_EQ(lan.counted("dhcp refused: too many clients"), exchanges - leased);
  HostileFrame renew(honest.plus(1), DhcpType::request, 9);
  renew.message.ciaddr = renew.from = *resident;
  EXPECT_EQ(lan.says(renew)->type(), DhcpType::ack);
  EXPECT_EQ(lan.leases(honest), Ipv4Address(192, 168, 100, 50));
  lan.passes(1s);
  EXPECT_TRUE(lan.leases(honest.plus(2))) << "a stranger, once there is room for it";
}

TEST(ArpProbing, OffersWhatNobodyAnswersForAndSetsTheRestAside) {
  Lan lan;
  lan.settings.dhcp.arp_probe = true;
  lan.settings.dhcp.arp_probe_time = 300ms;
  const MacAddress printer({0, 0x80, 0x77, 1, 2, 3});
  const auto answer = [&](int host) {
    const net::ArpMessage reply{net::ArpMessage::Operation::reply, printer,
                                Ipv4Address(192, 168, 100, static_cast<std::uint8_t>(host)),
                                HostileFrame::gateway_mac, Ipv4Address::any()};
    lan.wire.arrive(net::encode(net::Frame{HostileFrame::gateway_mac, printer, reply}));
  };
  EXPECT_FALSE(lan.says(HostileFrame(honest, DhcpType::discover, 1))) << "not before the probe has ended";
  ASSERT_EQ(lan.wire.sent.size(), 1U);
  answer(100);
  lan.passes(299ms);
  ASSERT_EQ(lan.wire.sent.size(), 2U) << "the next address is probed";
  lan.wire.sent.clear();
  lan.passes(1ms);
  ASSERT_EQ(lan.wire.sent.size(), 1U);
  const auto sent = std::get<net::Frame>(net::decode_frame(lan.wire.sent[0]));
  const auto& packet = std::get<net::Ipv4Packet>(sent.payload);
  EXPECT_EQ(packet.destination, Ipv4Address(192, 168, 100, 101));
  EXPECT_EQ(sent.destination, honest);
  EXPECT_TRUE(lan.requests(honest, Ipv4Address(192, 168, 100, 101), 1));
  EXPECT_EQ(lan.service.show_leases(),
            (std::vector<std::string>{"192.168.100.100 008077010203 declined 599s",
                                      "192.168.100.101 0004f21a2457 leased 86400s Rand 100000000000000001"}));
  EXPECT_TRUE(lan.says(HostileFrame(honest, DhcpType::discover, 2))) << "its own live lease needs no probe";
}

}  // namespace
}  // namespace gateway
