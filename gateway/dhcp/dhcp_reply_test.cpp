#include "gateway/dhcp/dhcp_reply.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "gateway/dhcp/dhcp_story.hpp"

namespace gateway {
namespace {

namespace option = net::dhcp_option;
using net::DhcpType;
using net::Ipv4Address;
using namespace std::chrono_literals;

std::vector<int> codes(const net::DhcpMessage& reply) {
  std::vector<int> all;
  for (const auto& each : reply.options) all.push_back(each.code);
  return all;
}

TEST(DhcpReply, OptionsComeInTheOrderTheClientAskedFor) {
  Story story;
  story.settings.dhcp.dns = Ipv4Address(9, 9, 9, 9);
  auto discover = story.message(polycom, DhcpType::discover, 1);
  discover.add(option::parameter_request_list, {1, 28, 160, 66, 3, 4, 42, 2, 6, 15, 66, 51});
  story.hears(discover);
  EXPECT_EQ(codes(*story.last.reply), (std::vector<int>{53, 54, 51, 58, 59, 1, 28, 66, 3, 6}));
  EXPECT_EQ(story.last.reply->address_option(option::subnet_mask), Ipv4Address(255, 255, 255, 0));
  EXPECT_EQ(story.last.reply->address_option(option::broadcast_address), pool(255));
  EXPECT_EQ(story.last.reply->address_option(option::router), us);
  EXPECT_EQ(story.last.reply->server(), us);
  EXPECT_EQ(story.last.reply->lease_time(), net::Duration(24h));
  EXPECT_EQ(story.last.reply->seconds_option(option::renewal_time), net::Duration(12h));
  EXPECT_EQ(story.last.reply->seconds_option(option::rebinding_time), net::Duration(21h));
}

TEST(DhcpReply, TellsEverythingThatIsSetToAClientThatDoesNotSayWhatItWants) {
  Story story;
  story.settings.dhcp.dns = Ipv4Address(9, 9, 9, 9);
  story.settings.dhcp.ntp = Ipv4Address(8, 8, 8, 8);
  story.settings.dhcp.router = pool(2);
  story.settings.dhcp.domain = {"office.example"};
  story.settings.reservations[0] = Reservation{true, polycom, pool(50), {"reception"}};
  story.discover(polycom);
  const auto& reply = *story.last.reply;
  EXPECT_EQ(codes(reply), (std::vector<int>{53, 54, 51, 58, 59, 1, 28, 3, 6, 15, 42, 66, 12}));
  EXPECT_EQ(reply.address_option(option::ntp_server), Ipv4Address(8, 8, 8, 8));
  EXPECT_EQ(reply.address_option(option::router), pool(2));
  EXPECT_EQ(reply.text_option(option::domain_name), "office.example");
  EXPECT_EQ(reply.text_option(option::host_name), "reception");
}

// RFC 2131 table 3.
TEST(DhcpReply, CopiesFromTheClientWhatTheRfcSaysAndNothingElse) {
  Story story;
  auto discover = story.message(polycom, DhcpType::discover, 0xdeadbeef);
  discover.secs = 7;
  discover.hops = 3;
  discover.broadcast = true;
  discover.giaddr = pool(2);
  discover.yiaddr = discover.siaddr = pool(9);
  discover.add_text(option::vendor_class, "Polycom-SoundPointIP-SPIP_450");
  story.hears(discover);
  const auto& reply = *story.last.reply;
  EXPECT_FALSE(reply.request);
  EXPECT_EQ(reply.xid, 0xdeadbeef);
  EXPECT_EQ(reply.secs, 0);
  EXPECT_EQ(reply.hops, 0);
  EXPECT_TRUE(reply.broadcast);
  EXPECT_EQ(reply.giaddr, pool(2));
  EXPECT_EQ(reply.yiaddr, pool(100));
  EXPECT_TRUE(reply.ciaddr.is_any() && reply.siaddr.is_any());
  EXPECT_EQ(reply.chaddr, polycom);
  EXPECT_EQ(reply.option(option::vendor_class), nullptr);
}

// RFC 6842, and RFC 3046 §2.2 for who is last.
TEST(DhcpReply, EchoesTheClientsIdentifierAndThenWhatTheRelayAdded) {
  Story story;
  for (const auto type : {DhcpType::discover, DhcpType::request}) {
    auto m = story.message(polycom, type, 1);
    m.add(option::relay_agent_information, {1, 1, 7}).add(option::client_identifier, {0, 'x'});
    if (type == DhcpType::request) m.add_address(option::requested_address, pool(100));
    story.hears(m.add(option::parameter_request_list, {61, 82, 1}));
    const auto& options = story.last.reply->options;
    EXPECT_EQ(options[options.size() - 2], (net::DhcpOption{61, {0, 'x'}}));
    EXPECT_EQ(options.back(), (net::DhcpOption{82, {1, 1, 7}}));
    EXPECT_EQ(std::count_if(options.begin(), options.end(), [](const auto& o) { return o.code == 61; }), 1);
  }
}

// A client that asks for everything, from a server that has long answers to it.
net::DhcpMessage long_reply(std::uint16_t takes, std::size_t identifier, std::size_t relayed) {
  Story story;
  story.settings.tftp_servers[0]->server = "http://" + std::string(56, 'h');
  story.settings.dhcp.domain = {std::string(63, 'd')};
  story.settings.dhcp.ntp = story.settings.dhcp.dns = us;
  story.settings.dhcp.number_width = 32;
  story.settings.reservations[0] = Reservation{true, polycom, pool(100), {std::string(63, 'n')}};
  auto m = story.message(polycom, DhcpType::request, 1);
  m.add_address(option::requested_address, pool(100)).add_address(option::server_identifier, us);
  m.add(option::parameter_request_list, {15, 3, 6, 42, 28, 12});
  if (takes != 0)
    m.add(option::maximum_message_size, {static_cast<std::uint8_t>(takes >> 8), static_cast<std::uint8_t>(takes)});
  if (identifier != 0) m.add(option::client_identifier, net::Bytes(identifier, 1));
  if (relayed != 0) m.add(option::relay_agent_information, net::Bytes(relayed, 2));
  story.hears(m);
  const auto bytes = net::encode(*story.last.reply, largest_datagram(m));
  EXPECT_LE(bytes.size() + 28, relayed != 0 ? 1500U : std::max<std::size_t>(takes, 576));
  return *story.last.reply;
}

TEST(DhcpReply, FitsWhatTheClientTakesAndKeepsWhatItAskedForFirst) {
  const std::vector<int> all{53, 54, 51, 58, 59, 15, 3, 6, 42, 28, 12, 1, 66};
  EXPECT_EQ(codes(long_reply(0, 0, 0)), all) << "in file and sname";
  EXPECT_EQ(codes(long_reply(1500, 0, 0)), all);
  EXPECT_EQ(codes(long_reply(68, 0, 0)), all) << "less than 576 is no size (RFC 2132 section 9.10)";
  EXPECT_EQ(codes(long_reply(576, 200, 0)), (std::vector<int>{53, 54, 51, 58, 59, 15, 3, 6, 42, 28, 1, 66, 61}));
  EXPECT_EQ(codes(long_reply(576, 255, 255)), (std::vector<int>{53, 54, 51, 58, 59, 3, 6, 42, 28, 1, 66, 61, 82}))
      << "what the relay takes out again is not the client's to hold";
  EXPECT_EQ(codes(long_reply(700, 255, 0)),
            (std::vector<int>{53, 54, 51, 58, 59, 15, 3, 6, 42, 28, 12, 1, 66, 61}));
  EXPECT_EQ(codes(long_reply(0, 255, 1300)), (std::vector<int>{53, 54, 51, 58, 59, 3, 6, 42, 28, 1, 66, 61}))
      << "no frame holds what this relay added";
}

TEST(DhcpReply, GoesWhereTheRfcSays) {
  const auto broadcast = net::MacAddress::broadcast();
  net::DhcpMessage reply(polycom);
  reply.add(DhcpType::ack);
  reply.yiaddr = pool(100);
  EXPECT_EQ(reply_path(reply, relay), (ReplyPath{polycom, pool(100), 68}));
  reply.broadcast = true;
  EXPECT_EQ(reply_path(reply, relay), (ReplyPath{broadcast, Ipv4Address::broadcast(), 68}));
  reply.ciaddr = pool(100);
  EXPECT_EQ(reply_path(reply, relay), (ReplyPath{polycom, pool(100), 68}));
  reply.giaddr = pool(2);
  EXPECT_EQ(reply_path(reply, relay), (ReplyPath{relay, pool(2), 67}));
}

TEST(DhcpReply, ANakIsBroadcast) {
  Story story;
  story.init_reboot(polycom, Ipv4Address(10, 0, 0, 7));
  EXPECT_EQ(reply_path(*story.last.reply, polycom),
            (ReplyPath{net::MacAddress::broadcast(), Ipv4Address::broadcast(), 68}));
  EXPECT_EQ(story.last.reply->text_option(option::message), "wrong network");
}

TEST(DhcpReply, WhatTheRelayAddedGoesBackToIt) {
  Story story;
  auto discover = story.message(polycom, DhcpType::discover, 1);
  discover.giaddr = pool(2);
  story.hears(discover.add(option::relay_agent_information, {1, 1, 7}));
  EXPECT_EQ(story.last.reply->options.back(), (net::DhcpOption{82, {1, 1, 7}}));
  EXPECT_EQ(story.last.reply->giaddr, pool(2));
}

}  // namespace
}  // namespace gateway
