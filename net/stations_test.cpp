#include "net/stations.hpp"

#include <gtest/gtest.h>

#include <string>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"

namespace net {
namespace {

// The cable beyond: keeps what is sent, and plays what comes.
class Trunk : public Wire {
 public:
  void send(BytesView frame) override { sent.emplace_back(frame.begin(), frame.end()); }
  void on_frame(Receiver new_receiver) override { receiver = std::move(new_receiver); }

  std::vector<Bytes> sent;
  Receiver receiver;
};

const MacAddress outside({0x02, 0, 0, 0, 0, 1});
const Ipv4Address gateway(192, 168, 100, 1);

MacAddress mac_of(char name) { return MacAddress({0x00, 0x04, 0xf2, 0, 0, static_cast<std::uint8_t>(name)}); }
Ipv4Address address_of(char name) { return {192, 168, 100, static_cast<std::uint8_t>(name)}; }

class StationsTest : public testing::Test {
 protected:
  std::unique_ptr<Wire> station(char name) {
    auto wire = all.attach(mac_of(name));
    wire->on_frame([this, name](BytesView) { heard += name; });
    return wire;
  }

  // Who hears a frame that comes over the trunk.
  std::string hears(const Frame& frame) {
    heard.clear();
    trunk.receiver(encode(frame));
    return heard;
  }
  std::string hears_arp_for(Ipv4Address target, MacAddress from = outside) {
    const MacAddress unknown({0, 0, 0, 0, 0, 0});
    return hears({MacAddress::broadcast(), from,
                  ArpMessage{ArpMessage::Operation::request, from, gateway, unknown, target}});
  }
  std::string hears_udp_to_all(std::uint16_t port, MacAddress client) {
    DhcpMessage message(client);
    message.add(DhcpType::offer);
    return hears({MacAddress::broadcast(), outside,
                  Ipv4Packet{.source = gateway,
                             .destination = Ipv4Address::broadcast(),
                             .payload = UdpDatagram{dhcp_server_port, port, encode(message)}}});
  }
  std::string hears_unicast(MacAddress to, MacAddress from = outside) {
    return hears({to, from, UnknownEtherType{0x88b5, {}}});
  }

  Trunk trunk;
  Stations all{trunk};
  std::string heard;
};

TEST_F(StationsTest, HandsAUnicastFrameToItsStation) {
  const auto a = station('a'), b = station('b');
  EXPECT_EQ(hears_unicast(mac_of('b')), "b");
  EXPECT_EQ(hears_unicast(mac_of('c')), "");
  EXPECT_EQ(all.size(), 2U);
}

TEST_F(StationsTest, HandsArpToThoseWhoAnswerForTheAddress) {
  const auto a = station('a'), b = station('b'), c = station('c');
  a->answers_for(address_of('x'));
  b->answers_for(address_of('y'));
  c->answers_for(address_of('x'));
  EXPECT_EQ(hears_arp_for(address_of('x')), "ac");
  EXPECT_EQ(hears_arp_for(address_of('y')), "b");
  EXPECT_EQ(hears_arp_for(address_of('z')), "");
  a->answers_for(address_of('z'));
  EXPECT_EQ(hears_arp_for(address_of('x')), "c");
  c->answers_for(std::nullopt);
  EXPECT_EQ(hears_arp_for(address_of('x')), "");
}

TEST_F(StationsTest, HandsABroadcastDhcpAnswerToItsClient) {
  const auto a = station('a'), b = station('b');
  EXPECT_EQ(hears_udp_to_all(dhcp_client_port, mac_of('b')), "b");
  EXPECT_EQ(hears_udp_to_all(dhcp_server_port, mac_of('b')), "");
  EXPECT_EQ(hears_udp_to_all(dhcp_client_port, mac_of('c')), "");
}

TEST_F(StationsTest, HandsOtherBroadcastsAndGroupsToNobody) {
  const auto a = station('a');
  EXPECT_EQ(hears_unicast(MacAddress::broadcast()), "");
  EXPECT_EQ(hears_unicast(MacAddress({1, 0, 0x5e, 0, 0, 1})), "");
}

TEST_F(StationsTest, NeverHandsAStationItsOwnFrame) {
  const auto a = station('a'), b = station('b');
  a->answers_for(address_of('a'));
  EXPECT_EQ(hears_arp_for(address_of('a'), mac_of('b')), "a");
  EXPECT_EQ(hears_arp_for(address_of('a'), mac_of('a')), "");
  EXPECT_EQ(hears_unicast(mac_of('a'), mac_of('a')), "");
}

TEST_F(StationsTest, SendsEveryFrameOnTheTrunk) {
  const auto a = station('a');
  a->send(as_bytes("frame"));
  ASSERT_EQ(trunk.sent.size(), 1U);
  EXPECT_EQ(as_text(trunk.sent[0]), "frame");
}

TEST_F(StationsTest, ForgetsAStationThatWasUnplugged) {
  auto a = station('a');
  a->answers_for(address_of('a'));
  a.reset();
  EXPECT_EQ(hears_unicast(mac_of('a')) + hears_arp_for(address_of('a')), "");
  const auto again = station('a');
  EXPECT_EQ(hears_unicast(mac_of('a')), "a");
}

TEST_F(StationsTest, LetsAReceiverUnplugItselfAndTheNext) {
  auto a = station('a'), b = station('b');
  a->answers_for(address_of('x'));
  b->answers_for(address_of('x'));
  a->on_frame([&](BytesView) {
    heard += 'a';
    a.reset();
    b.reset();
  });
  EXPECT_EQ(hears_arp_for(address_of('x')), "a");
}

TEST_F(StationsTest, SurvivesBroadcastsCutAnywhere) {
  const auto a = station('a');
  a->answers_for(address_of('a'));
  DhcpMessage message(mac_of('a'));
  message.add(DhcpType::offer);
  const auto whole = encode(Frame{MacAddress::broadcast(), outside,
                                  Ipv4Packet{.source = gateway,
                                             .destination = Ipv4Address::broadcast(),
                                             .payload = UdpDatagram{67, 68, encode(message)}}});
  for (std::size_t size = 0; size < 76; ++size) {  // the chaddr ends at octet 76
    trunk.receiver(BytesView(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  EXPECT_EQ(heard, "");
}

}  // namespace
}  // namespace net
