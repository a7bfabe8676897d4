#include "gateway/dhcp/dhcp_reply.hpp"

#include <gtest/gtest.h>

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
