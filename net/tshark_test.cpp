// tshark as the referee of what we encode: the same frames, read by a program that is not ours.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "net/dhcp_message.hpp"
#include "net/dns_message.hpp"
#include "net/frame.hpp"

namespace net {
namespace {

const MacAddress lobby({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const MacAddress gateway({0x02, 0, 0, 0, 0, 1});
const Ipv4Address lobby_address(192, 168, 100, 100);
const Ipv4Address gateway_address(192, 168, 100, 1);

Bytes from_lobby(decltype(Ipv4Packet::payload) payload) {
  return encode(
      Frame{gateway, lobby,
            Ipv4Packet{.source = lobby_address, .destination = gateway_address, .payload = std::move(payload)}});
}

// The classic capture file: a header of 24 octets, and 16 before each frame.
void write_pcap(const std::string& path, const std::vector<Bytes>& frames) {
  std::ofstream file(path, std::ios::binary);
  const auto put = [&](std::initializer_list<std::uint32_t> words) {
    for (const auto word : words) file.write(reinterpret_cast<const char*>(&word), sizeof word);
  };
  put({0xa1b2c3d4, 2U | 4U << 16, 0, 0, 65535, 1});
  for (const auto& frame : frames) {
    const auto size = static_cast<std::uint32_t>(frame.size());
    put({0, 0, size, size});
    file.write(reinterpret_cast<const char*>(frame.data()), static_cast<std::streamsize>(size));
  }
}

// A line for each frame: the fields, separated by '|'.
std::vector<std::string> tshark(const std::vector<Bytes>& frames, const std::string& fields) {
  const auto path = testing::TempDir() + "tshark_test_" + std::to_string(::getpid()) + ".pcap";
  write_pcap(path, frames);
  const auto command = "tshark -n -r '" + path +
                       "' -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE "
                       "-T fields -E separator='|' -e _ws.malformed -e _ws.expert.message " +
                       fields + " 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::vector<std::string> lines;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    lines.emplace_back(line.data());
    lines.back().pop_back();
  }
  static_cast<void>(std::remove(path.c_str()));
  return lines;
}

TEST(Tshark, ReadsOurDhcpMessages) {
  DhcpMessage ack(lobby);
  ack.request = false;
  ack.xid = 0x5a7aec36;
  ack.yiaddr = lobby_address;
  ack.add(DhcpType::ack)
      .add_address(dhcp_option::server_identifier, gateway_address)
      .add_seconds(dhcp_option::lease_time, 24h)
      .add_text(dhcp_option::tftp_server_name, "http://193.164.253.250/phoneprovisioning/020319816065332211");
  const auto frame = encode(Frame{
      lobby, gateway,
      Ipv4Packet{
          .source = gateway_address, .destination = lobby_address, .payload = UdpDatagram{67, 68, encode(ack)}}});
  EXPECT_EQ(
      tshark({frame},
             "-e ip.checksum.status -e udp.checksum.status -e dhcp.option.dhcp -e dhcp.id -e dhcp.hw.mac_addr "
             "-e dhcp.ip.your -e dhcp.option.ip_address_lease_time -e dhcp.option.tftp_server_name"),
      std::vector<std::string>{"||1|1|5|0x5a7aec36|00:04:f2:1a:24:57|192.168.100.100|86400|"
                               "http://193.164.253.250/phoneprovisioning/020319816065332211"});
}

TEST(Tshark, ReadsOurDnsMessages) {
  DnsMessage query;
  query.id = 0x1234;
  query.recursion_desired = true;
  query.question.name = *DnsName::parse("boot.example.net");
  auto answer = query;
  answer.response = true;
  answer.answers = {{query.question.name, 60, *DnsName::parse("www.example.net")},
                    {*DnsName::parse("www.example.net"), 60, Ipv4Address(193, 164, 253, 250)}};
  auto refusal = query;
  refusal.response = true;
  refusal.result = DnsResult::refused;
  const auto lines = tshark({from_lobby(UdpDatagram{49152, dns_port, encode(query)}),
                             from_lobby(UdpDatagram{dns_port, 49152, encode(answer)}),
                             from_lobby(UdpDatagram{dns_port, 49152, encode(refusal)})},
                            "-e dns.id -e dns.flags.response -e dns.qry.name -e dns.resp.ttl -e dns.cname -e dns.a "
                            "-e dns.flags.rcode -e dns.flags.recdesired");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "||0x1234|0|boot.example.net|||||1");
  EXPECT_EQ(lines[1], "||0x1234|1|boot.example.net|60,60|www.example.net|193.164.253.250|0|1");
  EXPECT_TRUE(lines[2].ends_with("|0x1234|1|boot.example.net||||5|1")) << lines[2];
}

TEST(Tshark, FindsNothingWrongWithOurSegments) {
  const TcpSegment syn{.source_port = 49152,
                       .destination_port = 80,
                       .sequence = 1000,
                       .window = 65535,
                       .syn = true,
                       .mss = 1460,
                       .payload = {}};
  TcpSegment data = syn;
  data.sequence = 1001;
  data.acknowledgment = 1;
  data.syn = false;
  data.ack = data.psh = true;
  data.mss.reset();
  data.payload = {'G', 'E', 'T'};  // an odd number of octets
  const auto lines = tshark({from_lobby(syn), from_lobby(data)},
                            "-e ip.checksum.status -e tcp.checksum.status -e tcp.flags.str -e tcp.options.mss_val "
                            "-e tcp.len -e frame.len");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].ends_with("|1|1|··········S·|1460|0|60")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with("|1|1|·······AP···||3|60")) << lines[1];
  for (const auto& line : lines) EXPECT_EQ(line.front(), '|') << line;
}

TEST(Tshark, ReadsOurArpAndEcho) {
  const auto request = encode(Frame{MacAddress::broadcast(), lobby,
                                    ArpMessage{ArpMessage::Operation::request, lobby, lobby_address,
                                               MacAddress({0, 0, 0, 0, 0, 0}), gateway_address}});
  const auto echo = from_lobby(IcmpEcho{false, 7, 9, {1, 2, 3}});
  const auto lines =
      tshark({request, echo},
             "-e arp.opcode -e arp.src.hw_mac -e arp.dst.proto_ipv4 -e icmp.type -e icmp.checksum.status "
             "-e icmp.seq -e ip.flags.df -e ip.ttl");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "||1|00:04:f2:1a:24:57|192.168.100.1|||||");
  EXPECT_TRUE(lines[1].ends_with("||||8|1|9|1|64")) << lines[1];
}

}  // namespace
}  // namespace net
