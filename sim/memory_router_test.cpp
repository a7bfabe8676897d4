#include "sim/memory_router.hpp"

#include <gtest/gtest.h>

#include "net/virtual_loop.hpp"
#include "sim/plan_of_the_land.hpp"
#include "sim/segment.hpp"

namespace sim {
namespace {

using net::Ipv4Address;
using namespace std::chrono_literals;

constexpr net::MacAddress lobby_mac({0, 4, 0xf2, 0, 0, 1});
constexpr net::Ipv4Network gateway_on_lan{Ipv4Address(192, 168, 100, 1), 24};
constexpr net::Ipv4Network lobby_on_lan{Ipv4Address(192, 168, 100, 100), 24};

// A handset, a router and a server, on two segments.
class MemoryRouterTest : public testing::Test {
 protected:
  MemoryRouterTest() {
    gateway_lan.configure({gateway_on_lan, std::nullopt});
    gateway_wan.configure({land::gateway_wan, std::nullopt});
    lobby.configure({lobby_on_lan, gateway_on_lan.address});
    core.configure({land::core, land::gateway_wan.address});
    wan.watch([this](net::BytesView bytes) {
      const auto decoded = net::decode_frame(bytes);
      const auto* frame = std::get_if<net::Frame>(&decoded);
      const auto* packet = frame != nullptr ? std::get_if<net::Ipv4Packet>(&frame->payload) : nullptr;
      if (packet != nullptr) on_wan.push_back(*packet);
    });
  }
  void settle() {
    loop.run_until([] { return false; }, loop.now() + 1s);
  }

  net::VirtualLoop loop;
  Segment lan{loop, 50us}, wan{loop, 50us};
  std::unique_ptr<net::Wire> lobby_port = lan.plug_in(), lan_port = lan.plug_in(), wan_port = wan.plug_in(),
                             core_port = wan.plug_in();
  net::Chance chance{1};
  net::Host lobby{loop, *lobby_port, lobby_mac, chance.stream("lobby")};
  SharedWire ears{*lan_port};
  net::Host gateway_lan{loop, ears.first(), land::gateway_lan_mac, chance.stream("lan")};
  net::Host gateway_wan{loop, *wan_port, land::gateway_wan_mac, chance.stream("wan")};
  MemoryRouter router{gateway_lan, gateway_wan};
  net::Host core{loop, *core_port, land::core_mac, chance.stream("core")};
  std::vector<net::Ipv4Packet> on_wan;
};

TEST_F(MemoryRouterTest, ForwardsBothWaysWithTheSendersOwnAddressAndOneHopLess) {
  std::string asked, answered;
  core.bind(7, [&](const net::Datagram& datagram) {
    asked = net::as_text(datagram.payload);
    core.send(7, datagram.from, net::as_bytes("pong"));
  });
  lobby.bind(5000, [&](const net::Datagram& datagram) { answered = net::as_text(datagram.payload); });
  lobby.send(5000, {land::core.address, 7}, net::as_bytes("ping"));
  settle();
  EXPECT_EQ(asked, "ping");
  EXPECT_EQ(answered, "pong");
  ASSERT_EQ(on_wan.size(), 2U);
  EXPECT_EQ(on_wan[0].source, lobby_on_lan.address);
  EXPECT_EQ(on_wan[0].ttl, 63);
  EXPECT_EQ(on_wan[1].ttl, 64);
}

TEST_F(MemoryRouterTest, DropsAPacketWhoseLastHopThisIs) {
  const net::Ipv4Packet last{.source = lobby_on_lan.address,
                             .destination = land::core.address,
                             .ttl = 1,
                             .payload = net::UdpDatagram{5000, 7, {}}};
  lobby_port->send(encode(net::Frame{land::gateway_lan_mac, lobby_mac, last}));
  settle();
  EXPECT_TRUE(on_wan.empty());
}

TEST_F(MemoryRouterTest, KeepsWhatIsForTheGatewayItself) {
  lobby.send(5000, {gateway_on_lan.address, 7}, net::as_bytes("ping"));
  settle();
  EXPECT_TRUE(on_wan.empty());
}

TEST_F(MemoryRouterTest, LetsTheGatewaysServerHearWhatItsKernelHears) {
  int heard = 0;
  ears.second().on_frame([&](net::BytesView) { ++heard; });
  lobby.broadcast(68, 67, net::as_bytes("DISCOVER"));
  settle();
  EXPECT_EQ(heard, 1);
}

}  // namespace
}  // namespace sim
