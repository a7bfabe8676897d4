#include "sim/wire_witness.hpp"

#include <gtest/gtest.h>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"

namespace sim {
namespace {

using net::Ipv4Address;
using net::Kind;
using namespace std::chrono_literals;

const net::MacAddress lobby({0, 4, 0xf2, 0, 0, 1}), gateway({2, 0, 0, 0, 0, 1});

class WireWitnessTest : public testing::Test {
 protected:
  WireWitnessTest() {
    journal.subscribe([this](const net::Record& record) { records.push_back(record); });
  }
  void see(const net::Frame& frame) { witness.see(++frames, encode(frame)); }
  void see_segment(std::uint32_t sequence, std::string_view text, bool fin = false) {
    net::TcpSegment segment{
        .source_port = 49152, .destination_port = 80, .sequence = sequence, .ack = true, .fin = fin};
    const auto bytes = net::as_bytes(text);
    segment.payload.assign(bytes.begin(), bytes.end());
    see({gateway, lobby,
         net::Ipv4Packet{.source = Ipv4Address(192, 168, 100, 100),
                         .destination = Ipv4Address(193, 164, 253, 250),
                         .payload = segment}});
  }

  net::Journal journal{[] { return net::TimePoint(); }};
  WireWitness witness{"lan", journal};
  std::vector<net::Record> records;
  std::uint64_t frames = 0;
};

TEST_F(WireWitnessTest, NotesWhatADhcpMessageSays) {
  net::DhcpMessage ack(lobby);
  ack.request = false;
  ack.xid = 0xabc;
  ack.yiaddr = Ipv4Address(192, 168, 100, 100);
  ack.add(net::DhcpType::ack).add_seconds(net::dhcp_option::lease_time, 24h);
  ack.add_text(net::dhcp_option::tftp_server_name, "http://193.164.253.250/phoneprovisioning/020319816065");
  see({lobby, gateway,
       net::Ipv4Packet{.source = Ipv4Address(192, 168, 100, 1),
                       .destination = ack.yiaddr,
                       .payload = net::UdpDatagram{67, 68, encode(ack)}}});
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].kind, Kind::dhcp_frame);
  EXPECT_EQ(records[0].text("message"), "ACK");
  EXPECT_EQ(records[0].text("mac"), "0004f2000001");
  EXPECT_EQ(records[0].text("xid"), "00000abc");
  EXPECT_EQ(records[0].text("yiaddr"), "192.168.100.100");
  EXPECT_EQ(records[0].number("lease_time"), 86400);
  EXPECT_EQ(records[0].text("option66"), "http://193.164.253.250/phoneprovisioning/020319816065");
  EXPECT_FALSE(records[0].has("ciaddr"));
}

TEST_F(WireWitnessTest, NotesARequestOnceThoughItsSegmentIsSentAgain) {
  see_segment(1, "GET /a.cfg HTTP/1.1\r\nUser-Agent: FileTransport X\r\n\r\n");
  see_segment(1, "GET /a.cfg HTTP/1.1\r\nUser-Agent: FileTransport X\r\n\r\n");
  see_segment(60, "GET /b.cfg HTTP/1.1\r\n\r\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].text("path"), "/a.cfg");
  EXPECT_EQ(records[0].text("user_agent"), "FileTransport X");
  EXPECT_EQ(records[0].text("mac"), "0004f2000001");
  EXPECT_EQ(records[0].text("from"), "192.168.100.100:49152");
  EXPECT_EQ(records[0].number("frame"), 1);
  EXPECT_EQ(records[1].text("path"), "/b.cfg");
}

TEST_F(WireWitnessTest, NotesTheSameSequenceAgainOnANewConnection) {
  see_segment(1, "GET /a.cfg HTTP/1.1\r\n\r\n");
  see_segment(25, "", true);
  see_segment(1, "GET /a.cfg HTTP/1.1\r\n\r\n");
  EXPECT_EQ(records.size(), 2U);
}

TEST_F(WireWitnessTest, NotesAResponseWithItsStatus) {
  see_segment(1, "HTTP/1.1 404 Not Found\r\n\r\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].kind, Kind::http_response_frame);
  EXPECT_EQ(records[0].number("status"), 404);
}

TEST_F(WireWitnessTest, SurvivesEveryTruncation) {
  see_segment(1, "GET /a.cfg HTTP/1.1\r\n\r\n");
  const auto whole = encode(net::Frame{gateway, lobby,
                                       net::Ipv4Packet{.source = Ipv4Address(1),
                                                       .destination = Ipv4Address(2),
                                                       .payload = net::UdpDatagram{68, 67, net::Bytes(300)}}});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    witness.see(2, net::BytesView(whole).first(length));
  }
  EXPECT_EQ(records.size(), 1U);
}

}  // namespace
}  // namespace sim
