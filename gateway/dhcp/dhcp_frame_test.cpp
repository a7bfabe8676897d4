#include "gateway/dhcp/dhcp_frame.hpp"

#include <gtest/gtest.h>

#include "gateway/dhcp/dhcp_story.hpp"
#include "gateway/dhcp/hostile_frame.hpp"

namespace gateway {
namespace {

using net::DhcpType;

std::variant<DhcpArrival, NotForUs, LanRefusal> read(const net::Bytes& frame) {
  return read_dhcp_frame(frame, HostileFrame::gateway_mac, {us, 24});
}

TEST(DhcpFrame, EachKindOfLieIsRefusedForItsOwnReason) {
  for (const auto& [make, why] : hostile_messages()) {
    for (std::uint32_t number = 0; number < 60; ++number) {
      const auto seen = read(make(polycom, number));
      ASSERT_TRUE(std::holds_alternative<LanRefusal>(seen)) << to_string(why) << " " << number;
      EXPECT_EQ(to_string(std::get<LanRefusal>(seen)), to_string(why)) << number;
    }
  }
}

TEST(DhcpFrame, WhatAClientSaysOfItselfArrivesWhateverItsState) {
  for (const auto& frame : honest_frames(polycom)) EXPECT_TRUE(std::holds_alternative<DhcpArrival>(read(frame)));
}

TEST(DhcpFrame, EveryTruncationIsRefusedOrNotForTheServer) {
  const auto whole = HostileFrame(polycom, DhcpType::discover, 7).bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto seen = read(net::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(std::holds_alternative<DhcpArrival>(seen)) << size;
  }
}

TEST(DhcpFrame, WhatIsForOthersIsLeftAlone) {
  HostileFrame routed(polycom, DhcpType::request, 7);
  routed.destination = HostileFrame::gateway_mac;
  routed.to = net::Ipv4Address(10, 0, 0, 7);  // a server beyond us
  EXPECT_TRUE(std::holds_alternative<NotForUs>(read(routed.bytes())));
  HostileFrame neighbour(polycom, DhcpType::request, 7);
  neighbour.destination = relay;
  EXPECT_TRUE(std::holds_alternative<NotForUs>(read(neighbour.bytes())));
}

}  // namespace
}  // namespace gateway
