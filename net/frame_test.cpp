#include "net/frame.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "net/checksum.hpp"
#include "net/test_bytes.hpp"

namespace net {
namespace {

const MacAddress lobby({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const MacAddress gateway({0x02, 0, 0, 0, 0, 0x01});
const Ipv4Address lobby_address(192, 168, 100, 100);
const Ipv4Address gateway_address(192, 168, 100, 1);

Frame between(const Ipv4Packet& packet) {
  const bool out = packet.source == lobby_address;
  return {out ? gateway : lobby, out ? lobby : gateway, packet};
}

Frame from_lobby(std::uint16_t identification, decltype(Ipv4Packet::payload) payload) {
  return between({.source = lobby_address,
                  .destination = gateway_address,
                  .identification = identification,
                  .payload = std::move(payload)});
}

Frame from_gateway(std::uint16_t identification, decltype(Ipv4Packet::payload) payload) {
  return between({.source = gateway_address,
                  .destination = lobby_address,
                  .identification = identification,
                  .payload = std::move(payload)});
}

// A frame as another program sent it, and what it says.
struct Sample {
  const char* name;
  Bytes bytes;
  Frame frame;
};

// The flags as tcpdump prints them.
TcpSegment segment(std::string_view flags, std::uint16_t from, std::uint16_t to, std::uint32_t sequence,
                   std::uint32_t acknowledgment, std::uint16_t window, std::optional<std::uint16_t> mss = {},
                   Bytes payload = {}) {
  const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  return {.source_port = from,
          .destination_port = to,
          .sequence = sequence,
          .acknowledgment = acknowledgment,
          .window = window,
          .syn = has('S'),
          .ack = has('.'),
          .fin = has('F'),
          .rst = has('R'),
          .psh = has('P'),
          .mss = mss,
          .payload = std::move(payload)};
}

// Sent through a tap by the Linux kernel (SACK, time stamps and scaling off).
std::vector<Sample> tcp_samples() {
  return {
      {"IP 192.168.100.100.33080 > 192.168.100.1.8080: Flags [S], seq 4150136786, win 64240, options [mss 1460]",
       from_hex(
           "020000000001 0004f21a2457 0800 4500002c5b7d400040069598c0a86464c0a86401 81381f90 f75e0fd2 00000000 "
           "6002faf0ab850000 020405b4"),
       from_lobby(0x5b7d, segment("S", 33080, 8080, 4150136786, 0, 64240, 1460))},
      {"IP 192.168.100.1.8080 > 192.168.100.100.33080: Flags [S.], seq 989517696, ack 4150136787, win 64240, [mss "
       "1460]",
       from_hex(
           "0004f21a2457 020000000001 0800 4500002c000040004006f115c0a86401c0a86464 1f908138 3afad780 f75e0fd3 "
           "6012faf098f90000 020405b4"),
       from_gateway(0, segment("S.", 8080, 33080, 989517696, 4150136787, 64240, 1460))},
      {"IP 192.168.100.100.33080 > 192.168.100.1.8080: Flags [P.], seq 1:22, ack 1, win 64240, length 21",
       from_hex(
           "020000000001 0004f21a2457 0800 4500003d5b7f400040069585c0a86464c0a86401 81381f90 f75e0fd3 3afad781 "
           "5018faf0b83f0000 474554202f3030303466323161323435372e636667"),
       from_lobby(0x5b7f, segment("P.", 33080, 8080, 4150136787, 989517697, 64240, {},
                                  from_hex("474554202f3030303466323161323435372e636667")))},
      {"IP 192.168.100.100.33080 > 192.168.100.1.8080: Flags [F.], seq 22, ack 27, win 64214, length 0",
       from_hex(
           "020000000001 0004f21a2457 0800 450000285b81400040069598c0a86464c0a86401 81381f90 f75e0fe8 3afad79b "
           "5011fad6b0a00000"),
       from_lobby(0x5b81, segment("F.", 33080, 8080, 4150136808, 989517723, 64214))},
      {"IP 192.168.100.1.81 > 192.168.100.100.45160: Flags [R.], seq 0, ack 3610783105, win 0, length 0",
       from_hex(
           "0004f21a2457 020000000001 0800 45000028000040004006f119c0a86401c0a86464 0051b068 00000000 d7382d81 "
           "50140000b0a60000"),
       from_gateway(0, segment("R.", 81, 45160, 0, 3610783105, 0))},
  };
}

// Sent by busybox udhcpd, and by the Linux kernel.
std::vector<Sample> samples() {
  const MacAddress nobody({0, 0, 0, 0, 0, 0});
  std::vector<Sample> all{
      {"ARP, Request who-has 192.168.100.107 tell 192.168.100.1, length 46",
       from_hex(
           "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 c0a86401 000000000000 c0a8646b 00*18"),
       {MacAddress::broadcast(), gateway,
        ArpMessage{ArpMessage::Operation::request, gateway, gateway_address, nobody,
                   Ipv4Address(192, 168, 100, 107)}}},
      {"ARP, Reply 192.168.100.1 is-at 02:00:00:00:00:01, length 28",
       from_hex("0004f21a2457 020000000001 0806 0001 0800 06 04 0002 020000000001 c0a86401 0004f21a2457 c0a86464"),
       {lobby, gateway, ArpMessage{ArpMessage::Operation::reply, gateway, gateway_address, lobby, lobby_address}}},
      {"IP 192.168.100.100 > 192.168.100.1: ICMP echo request, id 9464, seq 0, length 16",
       from_hex("020000000001 0004f21a2457 0800 45000024f109400040010019c0a86464c0a86401 08000fa024f80000 "
                "fc0cc75a00000000"),
       from_lobby(0xf109, IcmpEcho{false, 9464, 0, from_hex("fc0cc75a00000000")})},
      {"IP 192.168.100.100.36004 > 192.168.100.1.7: UDP, length 4",
       from_hex(
           "020000000001 0004f21a2457 0800 450000204cb340004011a463c0a86464c0a86401 8ca40007000c5ba1 6563686f"),
       from_lobby(0x4cb3, UdpDatagram{36004, 7, from_hex("6563686f")})},
  };
  const auto tcp = tcp_samples();
  all.insert(all.end(), tcp.begin(), tcp.end());
  return all;
}

// IP 192.168.100.100.47032 > 192.168.100.1.8080: Flags [S], options [mss 1460,sackOK,TS val 2964731642 ecr
// 0,nop,wscale 10]
const Bytes syn_with_every_option = from_hex(
    "020000000001 0004f21a2457 0800 4500003c834f400040066db6c0a86464c0a86401 "
    "b7b81f90aca7df7d00000000a002faf0b8360000 "
    "020405b4 0402 080ab0b636fa00000000 01 03030a");

// IP 192.168.100.1 > 192.168.100.100: ICMP 192.168.100.1 udp port 9 unreachable, length 40 (tos 0xc0, id 65425)
const Bytes port_unreachable = from_hex(
    "0004f21a2457 020000000001 0800 45c0003cff910000400130b9c0a86401c0a86464 0303 46d1 00000000 "
    "450000204cb440004011a462c0a86464c0a86401 8ca40009000c5b9f 6563686f");

// IP 192.168.100.100 > 192.168.100.1: ip-proto-17, the last of three fragments: offset 2960, length 48
const Bytes fragment = from_hex("020000000001 0004f21a2457 0800 450000444cbb01724011e2c5c0a86464c0a86401 00*48");

Frame decoded(BytesView bytes) {
  auto result = decode_frame(bytes);
  if (const auto* fault = std::get_if<FrameFault>(&result)) throw std::runtime_error(to_string(*fault));
  return std::get<Frame>(result);
}

FrameFault refused(BytesView bytes) { return std::get<FrameFault>(decode_frame(bytes)); }

template <typename T>
T ip_payload(BytesView bytes) {
  return std::get<T>(std::get<Ipv4Packet>(decoded(bytes).payload).payload);
}

// Writes one octet of the IPv4 header and makes its checksum right again.
Bytes with_ip_octet(Bytes frame, std::size_t at, std::uint8_t value) {
  frame[14 + at] = value;
  frame[24] = frame[25] = 0;
  const auto sum = Checksum().add(BytesView(frame).subspan(14, std::size_t{frame[14]} % 16 * 4)).value();
  frame[24] = static_cast<std::uint8_t>(sum >> 8);
  frame[25] = static_cast<std::uint8_t>(sum);
  return frame;
}

TEST(Frame, ReadsWhatTheKernelSends) {
  for (const auto& sample : samples()) EXPECT_EQ(decoded(sample.bytes), sample.frame) << sample.name;
}

TEST(Frame, WritesTheSameBytesAsTheKernelPaddedToTheEthernetMinimum) {
  for (const auto& sample : samples()) {
    auto padded = sample.bytes;
    padded.resize(std::max<std::size_t>(padded.size(), 60));
    EXPECT_EQ(hex(encode(sample.frame)), hex(padded)) << sample.name;
  }
}

TEST(Frame, RefusesEveryTruncation) {
  for (const auto& sample : samples()) {
    const bool padded_arp = sample.bytes.size() == 60 && std::holds_alternative<ArpMessage>(sample.frame.payload);
    const std::size_t meaningful = padded_arp ? 42 : sample.bytes.size();
    for (std::size_t size = 0; size < meaningful; ++size) {
      EXPECT_EQ(refused(BytesView(sample.bytes).first(size)), FrameFault::truncated)
          << sample.name << " at " << size;
    }
  }
}

TEST(Frame, NoticesEveryFlippedBitOfAPacket) {
  for (const auto& sample : samples()) {
    if (!std::holds_alternative<Ipv4Packet>(sample.frame.payload)) continue;
    for (std::size_t at = 14; at < sample.bytes.size(); ++at) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        auto bytes = sample.bytes;
        bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1U << bit);
        EXPECT_TRUE(std::holds_alternative<FrameFault>(decode_frame(bytes))) << sample.name << " at " << at;
      }
    }
  }
}

TEST(Frame, SaysWhichChecksumIsWrong) {
  const auto with_last_octet_changed = [](Bytes bytes) {
    bytes.back() = static_cast<std::uint8_t>(bytes.back() ^ 1U);
    return refused(bytes);
  };
  const auto all = samples();
  EXPECT_EQ(with_last_octet_changed(all[2].bytes), FrameFault::bad_icmp_checksum);
  EXPECT_EQ(with_last_octet_changed(all[3].bytes), FrameFault::bad_udp_checksum);
  EXPECT_EQ(with_last_octet_changed(all[6].bytes), FrameFault::bad_tcp_checksum);
  auto bad_ttl = all[3].bytes;
  bad_ttl[22] = 63;
  EXPECT_EQ(refused(bad_ttl), FrameFault::bad_ip_checksum);
}

TEST(Frame, AcceptsAUdpChecksumOfZero) {
  auto bytes = samples()[3].bytes;
  bytes[40] = bytes[41] = 0;
  EXPECT_EQ(ip_payload<UdpDatagram>(bytes).payload, from_hex("6563686f"));
}

TEST(Frame, NeverSendsAUdpChecksumOfZero) {
  for (unsigned value = 0; value < 0x10000; ++value) {  // one of these makes the sum come out as zero
    const Bytes payload{static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    const auto bytes = encode(from_lobby(1, UdpDatagram{68, 67, payload}));
    ASSERT_TRUE(bytes[40] != 0 || bytes[41] != 0) << value;
    ASSERT_EQ(ip_payload<UdpDatagram>(bytes).payload, payload);
  }
}

TEST(Frame, LeavesPaddingOutOfThePayload) {
  auto bytes = samples()[3].bytes;
  bytes.resize(60, 0xee);
  EXPECT_EQ(decoded(bytes), samples()[3].frame);
}

TEST(Frame, ReadsTheMssAmongOtherTcpOptions) {
  const auto segment = ip_payload<TcpSegment>(syn_with_every_option);
  EXPECT_EQ(segment.mss, 1460);
  EXPECT_TRUE(segment.payload.empty());
}

// A segment of the lobby's with these option octets; libtins is not asked.
Bytes with_tcp_options(std::uint8_t flags, const Bytes& options) {
  auto bytes = samples()[7].bytes;
  bytes[46] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4);
  bytes[47] = flags;
  bytes[50] = bytes[51] = 0;
  bytes.insert(bytes.end(), options.begin(), options.end());
  const auto segment = BytesView(bytes).subspan(34);
  Checksum sum;
  sum.add(lobby_address).add(gateway_address).add(std::uint16_t{6}).add(static_cast<std::uint16_t>(segment.size()));
  const auto value = sum.add(segment).value();
  bytes[50] = static_cast<std::uint8_t>(value >> 8);
  bytes[51] = static_cast<std::uint8_t>(value);
  return with_ip_octet(bytes, 3, static_cast<std::uint8_t>(20 + segment.size()));
}

TEST(Frame, TakesTheLastMssAndOnlyOnASyn) {
  const auto twice = from_hex("02040200 020405b4");
  EXPECT_EQ(ip_payload<TcpSegment>(with_tcp_options(0x02, twice)).mss, 1460);
  EXPECT_EQ(ip_payload<TcpSegment>(with_tcp_options(0x10, twice)).mss, std::nullopt);
  EXPECT_EQ(ip_payload<TcpSegment>(with_tcp_options(0x02, from_hex("0203050000000000"))).mss, std::nullopt);
}

TEST(Frame, RefusesATcpOptionLongerThanTheHeader) {
  EXPECT_EQ(refused(with_tcp_options(0x02, from_hex("01010209"))), FrameFault::truncated);
}

TEST(Frame, CarriesOtherIcmpWithoutReadingIt) {
  const auto opaque = ip_payload<OpaquePayload>(port_unreachable);
  EXPECT_EQ(opaque.protocol, 1);
  EXPECT_EQ(opaque.bytes.size(), 40U);
}

TEST(Frame, CarriesAFragmentWithoutReadingIt) {
  EXPECT_EQ(ip_payload<OpaquePayload>(fragment), (OpaquePayload{17, Bytes(48), 2960 / 8}));
  EXPECT_EQ(hex(encode(decoded(fragment))), hex(fragment));
  const auto more_to_come = with_ip_octet(fragment, 6, 0x21);
  EXPECT_EQ(ip_payload<OpaquePayload>(more_to_come).fragment, 0x2172);
  EXPECT_EQ(hex(encode(decoded(more_to_come))), hex(more_to_come));
}

TEST(Frame, SkipsTheOptionsOfAnIpHeader) {
  auto bytes = samples()[3].bytes;
  const auto router_alert = from_hex("94040000");  // RFC 2113
  bytes.insert(bytes.begin() + 34, router_alert.begin(), router_alert.end());
  bytes[17] = static_cast<std::uint8_t>(bytes[17] + 4);
  EXPECT_EQ(decoded(with_ip_octet(bytes, 0, 0x46)), samples()[3].frame);
}

TEST(Frame, RefusesAnIpHeaderThatContradictsItself) {
  const auto udp = samples()[3].bytes;
  EXPECT_EQ(refused(with_ip_octet(udp, 0, 0x65)), FrameFault::bad_ip_header);  // version 6
  EXPECT_EQ(refused(with_ip_octet(udp, 0, 0x44)), FrameFault::bad_ip_header);  // 16 octets
  EXPECT_EQ(refused(with_ip_octet(udp, 3, 19)), FrameFault::bad_ip_header);    // total shorter than the header
}

TEST(Frame, RefusesALengthInsideThatPromisesMoreThanThereIs) {
  EXPECT_EQ(refused(with_ip_octet(samples()[3].bytes, 3, 27)), FrameFault::truncated);  // 7 octets of UDP
  EXPECT_EQ(refused(with_ip_octet(samples()[3].bytes, 3, 31)), FrameFault::truncated);  // UDP says 12, there are 11
  EXPECT_EQ(refused(with_ip_octet(samples()[4].bytes, 3, 40)),
            FrameFault::truncated);  // no room for the TCP option
  auto short_udp = samples()[3].bytes;
  short_udp[39] = 7;
  EXPECT_EQ(refused(short_udp), FrameFault::truncated);
}

TEST(Frame, CarriesOtherEtherTypes) {
  const Frame lldp{MacAddress({1, 0x80, 0xc2, 0, 0, 0x0e}), lobby, UnknownEtherType{0x88cc, Bytes(50, 7)}};
  EXPECT_EQ(decoded(encode(lldp)), lldp);
  auto arp_for_appletalk = samples()[0].bytes;
  arp_for_appletalk[16] = 0x80;
  EXPECT_TRUE(std::holds_alternative<UnknownEtherType>(decoded(arp_for_appletalk).payload));
  auto reverse_arp = samples()[0].bytes;
  reverse_arp[21] = 3;
  EXPECT_TRUE(std::holds_alternative<UnknownEtherType>(decoded(reverse_arp).payload));
}

TEST(Frame, KeepsTheFieldsOfAnIpHeaderAsGiven) {
  auto frame = from_gateway(0xbeef, UdpDatagram{67, 68, {}});
  auto& packet = std::get<Ipv4Packet>(frame.payload);
  packet.ttl = 1;
  packet.dont_fragment = false;
  const auto bytes = encode(frame);
  EXPECT_EQ(hex(BytesView(bytes).subspan(18, 5)),
            "beef0000"
            "01");
  EXPECT_EQ(decoded(bytes), frame);
}

TEST(Frame, ShowsASwitchWhatItNeedsAndNoMore) {
  const auto bytes = samples()[0].bytes;
  const auto header = peek_ethernet(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->destination, MacAddress::broadcast());
  EXPECT_EQ(header->source, gateway);
  EXPECT_EQ(header->ether_type, 0x0806);
  EXPECT_FALSE(peek_ethernet(BytesView(bytes).first(13)));
}

}  // namespace
}  // namespace net
