#include "sim/lab/lab.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <fstream>
#include <optional>
#include <thread>

#include "net/frame.hpp"
#include "net/host.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {
namespace {

using net::Ipv4Address;
using net::MacAddress;

// A cable between two wires.
void patch(net::Wire& one, net::Wire& other) {
  one.on_frame([&other](auto frame) { other.send(frame); });
  other.on_frame([&one](auto frame) { one.send(frame); });
}

// The least that a host on the LAN can be: answers ARP and remembers what it was sent.
class Station {
 public:
  explicit Station(net::Wire& wire) : wire_(wire) {
    wire.on_frame([this](auto bytes) { receive(bytes); });
  }

  void ask_for(Ipv4Address target) {
    send(MacAddress::broadcast(), net::ArpMessage{net::ArpMessage::Operation::request, mac, address,
                                                  MacAddress({0, 0, 0, 0, 0, 0}), target});
  }
  void ping(MacAddress next_hop, Ipv4Address target) {
    send(next_hop, packet(target, net::IcmpEcho{false, 7, 1, {1, 2, 3, 4}}));
  }
  void send_datagram(MacAddress next_hop, Ipv4Address target, std::uint16_t port, net::Bytes payload) {
    send(next_hop, packet(target, net::UdpDatagram{4000, port, std::move(payload)}));
  }

  static constexpr MacAddress mac{{0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57}};
  static constexpr Ipv4Address address{192, 168, 100, 100};

  std::optional<net::ArpMessage> answer;
  std::optional<net::Ipv4Packet> packet_seen;

 private:
  static net::Ipv4Packet packet(Ipv4Address target, auto payload) {
    return {.source = address, .destination = target, .payload = std::move(payload)};
  }
  void send(MacAddress to, auto payload) { wire_.send(net::encode(net::Frame{to, mac, std::move(payload)})); }

  void receive(net::BytesView bytes) {
    const auto decoded = net::decode_frame(bytes);
    const auto* frame = std::get_if<net::Frame>(&decoded);
    ASSERT_NE(frame, nullptr) << "a frame of the kernel cannot be read";
    if (const auto* arp = std::get_if<net::ArpMessage>(&frame->payload)) {
      if (arp->operation == net::ArpMessage::Operation::reply) answer = *arp;
      if (arp->operation == net::ArpMessage::Operation::request && arp->target == address) {
        send(arp->sender_mac,
             net::ArpMessage{net::ArpMessage::Operation::reply, mac, address, arp->sender_mac, arp->sender});
      }
    }
    if (const auto* packet = std::get_if<net::Ipv4Packet>(&frame->payload)) packet_seen = *packet;
  }

  net::Wire& wire_;
};

class LabTest : public ::testing::Test {
 protected:
  LabTest() { patch(lab.wan_gateway(), lab.core()); }

  bool until(const std::function<bool()>& done) { return loop.run_until(done, net::TimePoint::max()); }
  ProcessEnd run_to_its_end(const std::function<std::unique_ptr<ChildProcess>(ChildProcess::Handlers)>& start) {
    std::optional<ProcessEnd> end;
    const auto child = start({[this](auto line) { output.emplace_back(line); },
                              [this](auto line) { output.emplace_back(line); }, [&](auto how) { end = how; }});
    until([&] { return end.has_value(); });
    return *end;
  }

  net::AsioLoop loop;
  Lab lab{loop};
  std::vector<std::string> output;
};

TEST_F(LabTest, ItsGatewayAnswersOnTheLanWithAMacThatNeverChanges) {
  Station station(lab.lan());
  station.ask_for(Ipv4Address(192, 168, 100, 1));
  until([&] { return station.answer.has_value(); });
  EXPECT_EQ(to_string(station.answer->sender_mac), "02:00:5e:00:00:01");
  EXPECT_EQ(station.answer->target, Station::address);
}

TEST_F(LabTest, ItsKernelForwardsBetweenAHandsetAndTheServersThroughAllThreeTaps) {
  Station station(lab.lan());
  station.ping(land::gateway_lan_mac, Ipv4Address(193, 164, 253, 250));
  until([&] { return station.packet_seen.has_value(); });
  EXPECT_EQ(station.packet_seen->source, Ipv4Address(193, 164, 253, 250));
  EXPECT_EQ(station.packet_seen->ttl, 63);  // one hop: it was forwarded, not answered on the way
  EXPECT_EQ(std::get<net::IcmpEcho>(station.packet_seen->payload), (net::IcmpEcho{true, 7, 1, {1, 2, 3, 4}}));
}

TEST_F(LabTest, SocketsOfThisThreadAreServersInCore) {
  const net::FileDescriptor server(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "open a socket"));
  sockaddr_in here{AF_INET, htons(8080), {htonl(Ipv4Address(193, 164, 253, 250).number())}, {}};
  must(::bind(server.number(), reinterpret_cast<const sockaddr*>(&here), sizeof here), "bind in core");

  Station station(lab.lan());
  station.send_datagram(land::gateway_lan_mac, Ipv4Address(193, 164, 253, 250), 8080, {'h', 'i'});
  std::array<char, 16> buffer{};
  ssize_t length = -1;
  sockaddr_in from{};
  socklen_t size = sizeof from;
  until([&] {
    if (length < 0) {
      length = ::recvfrom(server.number(), buffer.data(), buffer.size(), MSG_DONTWAIT,
                          reinterpret_cast<sockaddr*>(&from), &size);
    }
    return length >= 0;
  });
  EXPECT_EQ(std::string(buffer.data(), static_cast<std::size_t>(length)), "hi");
  EXPECT_EQ(Ipv4Address(ntohl(from.sin_addr.s_addr)), Station::address);

  from.sin_port = htons(4000);
  must(::sendto(server.number(), "ho", 2, 0, reinterpret_cast<const sockaddr*>(&from), sizeof from), "answer");
  until([&] { return station.packet_seen.has_value(); });
  EXPECT_EQ(std::get<net::UdpDatagram>(station.packet_seen->payload).payload, (net::Bytes{'h', 'o'}));
}

TEST_F(LabTest, AHostInUserSpaceSpeaksTcpWithAKernelSocketOfAThreadInCore) {
  const net::FileDescriptor listener(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "open a socket"));
  const sockaddr_in here{AF_INET, htons(8080), {htonl(Ipv4Address(193, 164, 253, 250).number())}, {}};
  must(::bind(listener.number(), reinterpret_cast<const sockaddr*>(&here), sizeof here), "bind in core");
  must(::listen(listener.number(), 5), "listen in core");
  std::thread echo([&] {
    const net::FileDescriptor client(must(::accept(listener.number(), nullptr, nullptr), "accept"));
    std::array<char, 64> buffer{};
    const auto length = must(::read(client.number(), buffer.data(), buffer.size()), "read");
    must(::write(client.number(), buffer.data(), static_cast<std::size_t>(length)), "write");
  });

  net::Host handset(loop, lab.lan(), Station::mac, net::Chance(1));
  handset.configure({{Station::address, 24}, Ipv4Address(192, 168, 100, 1)});
  std::string heard;
  std::unique_ptr<net::Stream> stream;
  stream = handset.connect({Ipv4Address(193, 164, 253, 250), 8080},
                           {.opened = [&] { stream->write(net::as_bytes("dial tone")); },
                            .received = [&](auto bytes) { heard += net::as_text(bytes); },
                            .peer_finished = [] {},
                            .closed = [](auto) {}});
  until([&] { return heard.size() >= 9; });
  EXPECT_EQ(heard, "dial tone");
  echo.join();
}

TEST_F(LabTest, NothingOfTheHostIsInReach) {
  std::vector<std::string> names;
  auto* const all = ::if_nameindex();
  for (auto* one = all; one->if_index != 0; ++one) names.emplace_back(one->if_name);
  ::if_freenameindex(all);
  EXPECT_THAT(names, ::testing::IsSupersetOf({"lo", "core0"}));
  EXPECT_THAT(names, ::testing::Not(::testing::Contains("eth0")));
}

TEST_F(LabTest, RunsProgramsInTheGateway) {
  const auto end = run_to_its_end([&](auto handlers) {
    return lab.run_in_gateway({"sh", "-c", "cut -d: -f1 /proc/net/dev; cat /proc/sys/net/ipv4/ip_forward"},
                              handlers);
  });
  EXPECT_EQ(end, (ProcessEnd{false, 0}));
  for (auto& line : output) line.erase(0, line.find_first_not_of(' '));
  EXPECT_THAT(output, ::testing::IsSupersetOf({"lan0", "wan0"}));
  EXPECT_EQ(output.back(), "1");
}

TEST_F(LabTest, AGuestOnTheLanReachesTheServers) {
  const auto guest = lab.make_guest_port(MacAddress({0x02, 0, 0x5e, 0, 1, 1}));
  patch(guest->wire(), lab.lan());
  guest->link().set_address({Ipv4Address(192, 168, 100, 50), 24});
  guest->link().add_route({Ipv4Address::any(), 0}, Ipv4Address(192, 168, 100, 1));
  const auto end = run_to_its_end([&](auto handlers) {
    return guest->run({"busybox", "ping", "-c", "1", "193.164.253.250"}, handlers);
  });
  EXPECT_EQ(end, (ProcessEnd{false, 0})) << ::testing::PrintToString(output);
}

TEST_F(LabTest, GivesTheServersMoreAddresses) {
  lab.add_core_address(1, {Ipv4Address(193, 164, 253, 251), 24});
  Station station(lab.lan());
  station.ping(land::gateway_lan_mac, Ipv4Address(193, 164, 253, 251));
  until([&] { return station.packet_seen.has_value(); });
  EXPECT_EQ(station.packet_seen->source, Ipv4Address(193, 164, 253, 251));
}

TEST_F(LabTest, CountsWhatATapCouldNotHold) {
  EXPECT_EQ(lab.drops(), LabDrops{});
  lab.gateway_namespace().inside([] {
    const net::FileDescriptor socket(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "open a socket"));
    const int yes = 1;
    must(::setsockopt(socket.number(), SOL_SOCKET, SO_BROADCAST, &yes, sizeof yes), "allow broadcasts");
    const sockaddr_in everyone{AF_INET, htons(9), {htonl(Ipv4Address(192, 168, 100, 255).number())}, {}};
    for (int sent = 0; sent < 20500; ++sent) {  // the loop is not running, so nobody reads
      ::sendto(socket.number(), "x", 1, 0, reinterpret_cast<const sockaddr*>(&everyone), sizeof everyone);
    }
  });
  EXPECT_GE(lab.drops().lan.queue_full, 400U);
  EXPECT_EQ(lab.drops().wan, LinkDrops{});
}

TEST(Lab, FollowsAnotherInOneProcess) {
  net::AsioLoop loop;
  for (int round = 0; round < 3; ++round) {
    Lab lab(loop);
    patch(lab.wan_gateway(), lab.core());
    Station station(lab.lan());
    station.ping(land::gateway_lan_mac, Ipv4Address(193, 164, 253, 250));
    loop.run_until([&] { return station.packet_seen.has_value(); }, net::TimePoint::max());
    EXPECT_TRUE(station.packet_seen);
    std::thread([] {}).join();
  }
}

TEST(Lab, TakesTheAddressesOfItsPlan) {
  net::AsioLoop loop;
  Lab lab(loop, {.lan = {Ipv4Address(10, 0, 0, 254), 8}});
  Station station(lab.lan());
  station.ask_for(Ipv4Address(10, 0, 0, 254));
  loop.run_until([&] { return station.answer.has_value(); }, net::TimePoint::max());
  EXPECT_EQ(station.answer->sender, Ipv4Address(10, 0, 0, 254));
}

}  // namespace
}  // namespace sim
