#include "net/host.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/checksum.hpp"
#include "net/memory_wire.hpp"
#include "net/stations.hpp"
#include "net/virtual_loop.hpp"

namespace net {
namespace {

const MacAddress lobby_mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const MacAddress peer_mac({0x02, 0, 0, 0, 0, 1});
const Ipv4Address lobby_address(192, 168, 100, 100);
const Ipv4Address peer_address(192, 168, 100, 1);
const Ipv4Config lobby_config{{lobby_address, 24}, peer_address};

// One host, and the test at the other end of its cable.
class HostTest : public testing::Test {
 protected:
  HostTest() {
    cable.right().on_frame([this](BytesView bytes) { sent.push_back(std::get<Frame>(decode_frame(bytes))); });
  }

  void pass(Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }
  void receive(decltype(Frame::payload) payload, MacAddress to = lobby_mac) {
    cable.right().send(encode(Frame{to, peer_mac, std::move(payload)}));
    pass(0s);
  }
  void receive_arp(ArpMessage::Operation operation, Ipv4Address target, MacAddress to = lobby_mac) {
    receive(ArpMessage{operation, peer_mac, peer_address, lobby_mac, target}, to);
  }
  void receive_udp(Ipv4Address to, std::string_view text, MacAddress mac = lobby_mac) {
    const auto bytes = as_bytes(text);
    receive(Ipv4Packet{.source = peer_address,
                       .destination = to,
                       .payload = UdpDatagram{67, 68, Bytes(bytes.begin(), bytes.end())}},
            mac);
  }
  void bind() {
    host->bind(68, [this](const Datagram& datagram) {
      heard += std::string(as_text(datagram.payload)) + " for " + to_string(datagram.to) + ";";
    });
  }

  // What the host has sent since the last time, briefly.
  std::string story() {
    std::string text;
    for (const auto& frame : std::exchange(sent, {})) {
      EXPECT_EQ(frame.source, lobby_mac);
      if (const auto* arp = std::get_if<ArpMessage>(&frame.payload)) {
        text += arp->operation == ArpMessage::Operation::request ? "who has " : "here is ";
        text += to_string(arp->operation == ArpMessage::Operation::request ? arp->target : arp->sender);
      } else {
        const auto& packet = std::get<Ipv4Packet>(frame.payload);
        text += "packet to " + to_string(packet.destination);
      }
      text += " via " + to_string(frame.destination) + "; ";
    }
    return text;
  }

  VirtualLoop loop;
  MemoryCable cable{loop};
  std::vector<Frame> sent;
  std::string heard;
  std::unique_ptr<Host> host = std::make_unique<Host>(loop, cable.left(), lobby_mac, Chance(1));
};

TEST_F(HostTest, AnswersArpForItsOwnAddressOnly) {
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  EXPECT_EQ(story(), "");
  host->configure(lobby_config);
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  receive_arp(ArpMessage::Operation::request, Ipv4Address(192, 168, 100, 101), MacAddress::broadcast());
  receive_arp(ArpMessage::Operation::reply, lobby_address);
  EXPECT_EQ(story(), "here is 192.168.100.100 via 02:00:00:00:00:01; ");
  host->unconfigure();
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  EXPECT_EQ(story(), "");
}

TEST_F(HostTest, AsksForTheNextHopBeforeItSends) {
  host->configure(lobby_config);
  host->send(5000, {peer_address, 7}, as_bytes("one"));
  pass(0s);
  EXPECT_EQ(story(), "who has 192.168.100.1 via ff:ff:ff:ff:ff:ff; ");
  host->send(5000, {Ipv4Address(10, 0, 0, 1), 7}, as_bytes("two"));  // beyond the router, which is being asked for
  pass(0s);
  EXPECT_EQ(story(), "");
  receive_arp(ArpMessage::Operation::reply, lobby_address);
  EXPECT_EQ(story(), "packet to 192.168.100.1 via 02:00:00:00:00:01; packet to 10.0.0.1 via 02:00:00:00:00:01; ");
  host->send(5000, {peer_address, 7}, as_bytes("three"));
  pass(0s);
  EXPECT_EQ(story(), "packet to 192.168.100.1 via 02:00:00:00:00:01; ");
}

TEST_F(HostTest, LearnsFromTheRequestItAnswers) {
  host->configure(lobby_config);
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  host->send(5000, {peer_address, 7}, as_bytes("x"));
  pass(0s);
  EXPECT_EQ(story(),
            "here is 192.168.100.100 via 02:00:00:00:00:01; packet to 192.168.100.1 via 02:00:00:00:00:01; ");
}

TEST_F(HostTest, AsksThreeTimesForAHopThatDoesNotAnswer) {
  host->configure(lobby_config);
  host->send(5000, {peer_address, 7}, as_bytes("x"));
  pass(10s);
  EXPECT_EQ(sent.size(), 3U);
}

TEST_F(HostTest, SendsToAllWithoutAsking) {
  host->broadcast(68, 67, as_bytes("x"));
  pass(0s);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(std::get<Ipv4Packet>(sent[0].payload).source, Ipv4Address::any());
  host->configure(lobby_config);
  host->broadcast(68, 67, as_bytes("x"));
  host->send(68, {Ipv4Address(192, 168, 100, 255), 67}, as_bytes("x"));
  pass(0s);
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(std::get<Ipv4Packet>(sent[1].payload).source, lobby_address);
  EXPECT_EQ(story(),
            "packet to 255.255.255.255 via ff:ff:ff:ff:ff:ff; packet to 255.255.255.255 via ff:ff:ff:ff:ff:ff; "
            "packet to 192.168.100.255 via ff:ff:ff:ff:ff:ff; ");
}

TEST_F(HostTest, SendsNothingItCannotDeliver) {
  host->send(5000, {peer_address, 7}, as_bytes("no address yet"));
  host->configure({{lobby_address, 24}, std::nullopt});
  host->send(5000, {Ipv4Address(10, 0, 0, 1), 7}, as_bytes("no router"));
  host->send(5000, {Ipv4Address(224, 0, 0, 1), 7}, as_bytes("a group"));
  host->send(5000, {lobby_address, 7}, as_bytes("itself"));
  host->send(5000, {Ipv4Address::broadcast(), 7}, Bytes(1473));
  pass(10s);
  EXPECT_EQ(story(), "");
  host->send(5000, {Ipv4Address::broadcast(), 7}, Bytes(1472));
  pass(0s);
  EXPECT_EQ(sent.size(), 1U);
}

TEST_F(HostTest, NumbersItsPacketsOneByOne) {
  for (int i = 0; i < 2; ++i) host->broadcast(68, 67, as_bytes("x"));
  pass(0s);
  ASSERT_EQ(sent.size(), 2U);
  const auto number = [&](std::size_t i) { return std::get<Ipv4Packet>(sent[i].payload).identification; };
  EXPECT_EQ(number(1), static_cast<std::uint16_t>(number(0) + 1));
  EXPECT_EQ(std::get<Ipv4Packet>(sent[0].payload).ttl, 64);
}

TEST_F(HostTest, HearsWhatReachesItsMacUnderAnyAddressWhileItHasNone) {
  bind();
  receive_udp(lobby_address, "offer");
  receive_udp(Ipv4Address::broadcast(), "ack", MacAddress::broadcast());
  receive_udp(lobby_address, "astray", MacAddress::broadcast());
  receive_udp(lobby_address, "foreign", peer_mac);
  EXPECT_EQ(heard, "offer for 192.168.100.100:68;ack for 255.255.255.255:68;");
}

TEST_F(HostTest, HearsItsOwnAddressAndBroadcastsOnceItHasOne) {
  bind();
  host->configure(lobby_config);
  receive_udp(lobby_address, "a");
  receive_udp(Ipv4Address(192, 168, 100, 101), "b");
  receive_udp(Ipv4Address(192, 168, 100, 255), "c", MacAddress::broadcast());
  receive_udp(lobby_address, "d", MacAddress::broadcast());
  EXPECT_EQ(heard, "a for 192.168.100.100:68;c for 192.168.100.255:68;");
  host->unbind(68);
  receive_udp(lobby_address, "e");
  EXPECT_EQ(heard, "a for 192.168.100.100:68;c for 192.168.100.255:68;");
}

TEST_F(HostTest, AnswersAnEchoRequestToItsOwnAddress) {
  host->configure(lobby_config);
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  static_cast<void>(story());
  const auto ping = [&](Ipv4Address to, MacAddress mac) {
    receive(Ipv4Packet{.source = peer_address, .destination = to, .payload = IcmpEcho{false, 7, 9, {1, 2, 3}}},
            mac);
  };
  ping(Ipv4Address(192, 168, 100, 255), MacAddress::broadcast());
  EXPECT_TRUE(sent.empty());
  ping(lobby_address, lobby_mac);
  ASSERT_EQ(sent.size(), 1U);
  const auto& packet = std::get<Ipv4Packet>(sent[0].payload);
  EXPECT_EQ(packet.source, lobby_address);
  EXPECT_EQ(packet.destination, peer_address);
  EXPECT_EQ(std::get<IcmpEcho>(packet.payload), (IcmpEcho{true, 7, 9, {1, 2, 3}}));
}

TEST_F(HostTest, DropsFramesWithAWrongChecksum) {
  bind();
  auto bytes = encode(Frame{
      lobby_mac, peer_mac,
      Ipv4Packet{.source = peer_address, .destination = lobby_address, .payload = UdpDatagram{67, 68, {'x'}}}});
  bytes[42] = 'y';
  cable.right().send(bytes);
  pass(0s);
  EXPECT_EQ(heard, "");
}

TEST_F(HostTest, TellsTheWireWhichAddressItAnswersFor) {
  host.reset();
  Stations stations(cable.left());
  const auto station = stations.attach(lobby_mac);
  host = std::make_unique<Host>(loop, *station, lobby_mac, Chance(1));
  host->configure(lobby_config);
  receive_arp(ArpMessage::Operation::request, lobby_address, MacAddress::broadcast());
  EXPECT_EQ(story(), "here is 192.168.100.100 via 02:00:00:00:00:01; ");
  host.reset();
}

TEST_F(HostTest, MayEndInsideItsOwnHandler) {
  host->bind(68, [this](const Datagram&) { host.reset(); });
  receive_udp(lobby_address, "goodbye");
  EXPECT_EQ(host, nullptr);
}

// Two hosts on one cable, one listening on port 80.
class HostTcpTest : public HostTest {
 protected:
  HostTcpTest() { host->configure(lobby_config); }

  std::unique_ptr<Stream> connect(Endpoint to) {
    return host->connect(to, {.opened = [this] { heard += "opened;"; },
                              .received = [this](BytesView bytes) { heard += as_text(bytes); },
                              .peer_finished = {},
                              .closed = [this](StreamEnd end) { heard += to_string(end) + ";"; }});
  }
};

TEST_F(HostTcpTest, SpeakTcp) {
  Host server(loop, cable.right(), peer_mac, Chance(2));
  server.configure({{peer_address, 24}, std::nullopt});
  std::unique_ptr<Stream> accepted;
  server.listen(80, [&](std::unique_ptr<Stream> stream) {
    accepted = std::move(stream);
    accepted->set_handlers({.opened = {},
                            .received = [&](BytesView bytes) { accepted->write(bytes); },
                            .peer_finished = [&] { accepted->finish(); },
                            .closed = {}});
  });
  const auto stream = connect({peer_address, 80});
  stream->write(as_bytes("echo;"));
  stream->finish();
  pass(1min);
  EXPECT_EQ(heard, "opened;echo;finished;");
  EXPECT_EQ(stream->local().address, lobby_address);
}

TEST_F(HostTcpTest, RefuseAPortThatNobodyListensTo) {
  Host server(loop, cable.right(), peer_mac, Chance(2));
  server.configure({{peer_address, 24}, std::nullopt});
  const auto stream = connect({peer_address, 81});
  pass(1min);
  EXPECT_EQ(heard, "refused;");
}

TEST_F(HostTcpTest, SayUnreachableWhenNobodyAnswersArp) {
  const auto stream = connect({peer_address, 80});
  pass(2999ms);
  EXPECT_EQ(heard, "");
  pass(1ms);
  EXPECT_EQ(heard, "unreachable;");
}

TEST_F(HostTcpTest, SayUnreachableWithoutARoute) {
  host->configure({{lobby_address, 24}, std::nullopt});
  const auto stream = connect({Ipv4Address(10, 0, 0, 1), 80});
  EXPECT_EQ(heard, "");
  pass(0s);
  EXPECT_EQ(heard, "unreachable;");
}

// An ICMP error of this type and code about a packet that the host sent.
OpaquePayload icmp_error(std::uint8_t type, std::uint8_t code, const Frame& about) {
  const auto quoted = encode(about);
  Bytes bytes{type, code, 0, 0, 0, 0, 0, 0};
  bytes.insert(bytes.end(), quoted.begin() + 14, quoted.begin() + 14 + 28);
  const auto checksum = Checksum().add(bytes).value();
  bytes[2] = static_cast<std::uint8_t>(checksum >> 8);
  bytes[3] = static_cast<std::uint8_t>(checksum);
  return {1, bytes};
}

TEST_F(HostTcpTest, SayUnreachableWhenARouterSaysSo) {
  const auto stream = connect({Ipv4Address(10, 0, 0, 1), 80});
  pass(0s);
  receive_arp(ArpMessage::Operation::reply, lobby_address);
  ASSERT_EQ(sent.size(), 2U);  // the ARP request and the SYN
  const auto router_says = [&](std::uint8_t type, std::uint8_t code) {
    receive(Ipv4Packet{
        .source = peer_address, .destination = lobby_address, .payload = icmp_error(type, code, sent[1])});
  };
  router_says(11, 0);  // time exceeded
  router_says(3, 4);   // fragmentation needed
  EXPECT_EQ(heard, "");
  router_says(3, 1);  // host unreachable
  EXPECT_EQ(heard, "unreachable;");
}

TEST_F(HostTcpTest, ResetConnectionsOfAnEarlierAddress) {
  const auto stream = connect({peer_address, 80});
  auto other = lobby_config;
  other.network.address = Ipv4Address(192, 168, 100, 200);
  host->configure(other);
  pass(0s);
  EXPECT_EQ(heard, "reset;");
}

}  // namespace
}  // namespace net
