#include "sim/gateway_probe.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"
#include "net/virtual_loop.hpp"
#include "sim/plan_of_the_land.hpp"

namespace sim {
namespace {

using net::DhcpMessage, net::DhcpType;
using namespace std::chrono_literals;

const net::Ipv4Network gateway_lan{net::Ipv4Address(192, 168, 100, 1), 24};

DhcpMessage answer(const DhcpMessage& question, DhcpType type) {
  DhcpMessage message(question.chaddr);
  message.request = false;
  message.xid = question.xid;
  message.broadcast = question.broadcast;
  message.yiaddr = net::Ipv4Address(192, 168, 100, 150);
  message.add(type);
  return message;
}

// A host on the same LAN that hears what the probe asks and answers as the test says.
class GatewayProbeTest : public testing::Test {
 protected:
  GatewayProbeTest() {
    server.configure({gateway_lan, std::nullopt});
    server.bind(net::dhcp_server_port, [this](const net::Datagram& datagram) {
      asked.push_back(std::get<DhcpMessage>(net::decode_dhcp(datagram.payload)));
      if (respond) respond(asked.back());
    });
  }

  void pass(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }
  void send(const DhcpMessage& message) {
    server.broadcast(net::dhcp_server_port, net::dhcp_client_port, encode(message));
  }

  net::VirtualLoop loop;
  Segment lan{loop, 50us};
  std::unique_ptr<net::Wire> port = lan.plug_in();
  net::Host server{loop, *port, land::gateway_lan_mac, net::Chance(1)};
  std::vector<DhcpMessage> asked;
  std::function<void(const DhcpMessage&)> respond;
};

TEST_F(GatewayProbeTest, AsksTheSameAgainEveryHalfSecondWhileNobodyAnswers) {
  const GatewayProbe probe(loop, lan, net::Chance(1));
  pass(499ms);
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].type(), DhcpType::discover);
  EXPECT_EQ(asked[0].chaddr, land::probe_mac);
  pass(2s);
  ASSERT_EQ(asked.size(), 5U);
  EXPECT_EQ(asked[4], asked[0]);
  EXPECT_FALSE(probe.answered());
}

TEST_F(GatewayProbeTest, IsAnsweredByAnOfferAndThenKeepsStill) {
  const GatewayProbe probe(loop, lan, net::Chance(1));
  pass(600ms);
  respond = [this](const DhcpMessage& question) { send(answer(question, DhcpType::offer)); };
  EXPECT_TRUE(loop.run_until([&] { return probe.answered(); }, loop.now() + 1s));
  pass(1min);
  EXPECT_EQ(asked.size(), 3U);
}

TEST_F(GatewayProbeTest, TakesAnOfferSentToItsOwnMacUnderTheAddressOffered) {
  respond = [this](const DhcpMessage& question) {
    const auto offer = answer(question, DhcpType::offer);
    port->send(encode(net::Frame{land::probe_mac, land::gateway_lan_mac,
                                 net::Ipv4Packet{.source = gateway_lan.address,
                                                 .destination = offer.yiaddr,
                                                 .payload = net::UdpDatagram{67, 68, encode(offer)}}}));
  };
  const GatewayProbe probe(loop, lan, net::Chance(1));
  pass(1ms);
  EXPECT_TRUE(probe.answered());
}

TEST_F(GatewayProbeTest, IsNotAnsweredByWhatIsNoOfferToIt) {
  respond = [this](const DhcpMessage& question) {
    send(answer(question, DhcpType::nak));
    auto from_a_client = answer(question, DhcpType::offer);
    from_a_client.request = true;
    send(from_a_client);
    auto of_another_asking = answer(question, DhcpType::offer);
    ++of_another_asking.xid;
    send(of_another_asking);
    auto to_another_station = answer(question, DhcpType::offer);
    to_another_station.chaddr = land::core_mac;
    send(to_another_station);
    server.broadcast(net::dhcp_server_port, net::dhcp_client_port, net::Bytes(7));
  };
  const GatewayProbe probe(loop, lan, net::Chance(1));
  pass(1s);
  EXPECT_FALSE(probe.answered());
}

TEST_F(GatewayProbeTest, AsksNoMoreWhenItIsGone) {
  {
    const GatewayProbe probe(loop, lan, net::Chance(1));
    pass(1ms);
    send(answer(asked.at(0), DhcpType::offer));
  }
  pass(1min);
  EXPECT_EQ(asked.size(), 1U);
}

}  // namespace
}  // namespace sim
