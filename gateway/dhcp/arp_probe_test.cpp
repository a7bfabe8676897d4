#include "gateway/dhcp/arp_probe.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using net::Ipv4Address;
using net::MacAddress;
using namespace std::chrono_literals;

const MacAddress own({2, 0, 0, 0, 0, 1});
const MacAddress client({0, 4, 0xf2, 0x1a, 0x24, 0x57});
const MacAddress printer({0, 0x80, 0x77, 1, 2, 3});
const Ipv4Address own_address(192, 168, 100, 1);
const Ipv4Address address(192, 168, 100, 100);
const net::TimePoint begin{};

DhcpArrival discover(MacAddress from, std::uint32_t xid = 1) {
  net::DhcpMessage message(from);
  message.xid = xid;
  return {message.add(net::DhcpType::discover), from, Ipv4Address::any(), false};
}

TEST(ArpProbes, EndWhenNobodyAnswersInTime) {
  ArpProbes probes;
  EXPECT_TRUE(probes.begin(address, discover(client), begin + 300ms));
  EXPECT_TRUE(probes.begin(Ipv4Address(192, 168, 100, 101), discover(printer), begin + 200ms));
  EXPECT_EQ(probes.wakes_at(), begin + 200ms);
  EXPECT_TRUE(probes.ended_by(begin + 199ms).empty());
  EXPECT_EQ(probes.ended_by(begin + 200ms).size(), 1U);
  EXPECT_EQ(probes.wakes_at(), begin + 300ms);
  EXPECT_EQ(probes.ended_by(begin + 1s)[0].discover.message.chaddr, client);
  EXPECT_EQ(probes.wakes_at(), std::nullopt);
}

TEST(ArpProbes, ARepeatedDiscoverJoinsInAndChangesNoDeadline) {
  ArpProbes probes;
  EXPECT_TRUE(probes.begin(address, discover(client, 1), begin + 300ms));
  EXPECT_FALSE(probes.begin(address, discover(client, 2), begin + 500ms));
  const auto ended = probes.ended_by(begin + 300ms);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].discover.message.xid, 2U);
}

TEST(ArpProbes, AnAnswerGivesTheDiscoverBackUnlessItIsTheClientsOwn) {
  ArpProbes probes;
  EXPECT_TRUE(probes.begin(address, discover(client), begin + 300ms));
  EXPECT_FALSE(probes.answered(Ipv4Address(192, 168, 100, 7), printer)) << "nobody asked";
  EXPECT_FALSE(probes.answered(address, client)) << "it still uses what it had";
  const auto again = probes.answered(address, printer);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->message.chaddr, client);
  EXPECT_FALSE(probes.answered(address, printer));
}

TEST(ArpProbe, AsksFromNoAddress) {
  const auto frame = std::get<net::Frame>(net::decode_frame(make_arp_probe(address, own)));
  EXPECT_EQ(frame.destination, MacAddress::broadcast());
  EXPECT_EQ(std::get<net::ArpMessage>(frame.payload),
            (net::ArpMessage{net::ArpMessage::Operation::request, own, Ipv4Address::any(),
                             MacAddress({0, 0, 0, 0, 0, 0}), address}));
}

// What the gateway makes of a reply.
template <typename Kind>
Kind heard(const net::ArpMessage& reply, MacAddress source, MacAddress to = own) {
  const auto read = read_arp_answer(net::encode(net::Frame{to, source, reply}), own, own_address);
  EXPECT_TRUE(std::holds_alternative<Kind>(read));
  return std::get<Kind>(read);
}

TEST(ArpAnswer, IsBelievedWhenItsSenderSentIt) {
  using Operation = net::ArpMessage::Operation;
  net::ArpMessage reply{Operation::reply, printer, address, own, Ipv4Address::any()};
  EXPECT_EQ(heard<ArpAnswer>(reply, printer).mac, printer);
  heard<NotForUs>(reply, printer, client);
  heard<NotForUs>(reply, own);
  EXPECT_EQ(heard<LanRefusal>(reply, client), LanRefusal::arp_foreign_sender);
  reply.operation = Operation::request;
  heard<NotForUs>(reply, printer);
  reply.operation = Operation::reply;
  reply.sender = own_address;
  EXPECT_EQ(heard<LanRefusal>(reply, printer), LanRefusal::arp_own_address);
  for (const auto nobody : {Ipv4Address::any(), Ipv4Address::broadcast(), Ipv4Address(224, 0, 0, 1)}) {
    reply.sender = nobody;
    EXPECT_EQ(heard<LanRefusal>(reply, printer), LanRefusal::arp_bad_sender);
  }
  reply.sender = address;
  for (const auto nobody : {MacAddress::broadcast(), MacAddress({0, 0, 0, 0, 0, 0})}) {
    reply.sender_mac = nobody;
    EXPECT_EQ(heard<LanRefusal>(reply, printer), LanRefusal::arp_bad_sender);
  }
}

TEST(ArpAnswer, CutOffOrOfAnotherKindIsRefused) {
  const net::ArpMessage reply{net::ArpMessage::Operation::reply, printer, address, own, Ipv4Address::any()};
  auto bytes = net::encode(net::Frame{own, printer, reply});
  for (std::size_t size = 0; size < 42; ++size) {
    const auto read = read_arp_answer(net::BytesView(bytes).first(size), own, own_address);
    if (size < 14) {
      EXPECT_TRUE(std::holds_alternative<NotForUs>(read)) << size;
    } else {
      EXPECT_EQ(std::get<LanRefusal>(read), LanRefusal::arp_truncated) << size;
    }
  }
  bytes[14] = 9;  // another kind of network
  EXPECT_EQ(std::get<LanRefusal>(read_arp_answer(bytes, own, own_address)), LanRefusal::arp_not_ipv4);
}

}  // namespace
}  // namespace gateway
