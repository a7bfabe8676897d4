#include "net/dhcp_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "net/test_bytes.hpp"

namespace net {
namespace {

const MacAddress lobby({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});

// BOOTP/DHCP, Request from 00:04:f2:1a:24:57, length 300, xid 0x5a7aec36, Flags [Broadcast]: busybox udhcpc 1.35
const Bytes discover_of_udhcpc = from_hex(
    "01010600 5a7aec36 00008000 00*16 0004f21a2457 00*202 63825363 350101 39020240 37080103060c0f1c2a42 "
    "3c044d534654 3d07010004f21a2457 ff 00*27");

// BOOTP/DHCP, Reply, length 333, xid 0x5a7aec36, Your-IP 192.168.100.107: busybox udhcpd 1.35
const Bytes offer_of_udhcpd = from_hex(
    "02010600 5a7aec36 00008000 00*4 c0a8646b 00*8 0004f21a2457 00*202 63825363 350102 3604c0a86401 330400015180 "
    "0104ffffff00 0304c0a86401 0608c0a864010a000035 0f0b6578616d706c652e6f7267 "
    "4228687474703a2f2f3139332e3136342e3235332e3235302f70686f6e6570726f766973696f6e696e67 ff");

DhcpMessage discover() {
  DhcpMessage message(lobby);
  message.xid = 0x5a7aec36;
  message.broadcast = true;
  message.add(DhcpType::discover)
      .add(dhcp_option::maximum_message_size, {0x02, 0x40})
      .add(dhcp_option::parameter_request_list, {1, 3, 6, 12, 15, 28, 42, 66})
      .add_text(dhcp_option::vendor_class, "MSFT")
      .add(dhcp_option::client_identifier, {1, 0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
  return message;
}

DhcpMessage offer() {
  DhcpMessage message(lobby);
  message.request = false;
  message.xid = 0x5a7aec36;
  message.broadcast = true;
  message.yiaddr = Ipv4Address(192, 168, 100, 107);
  message.add(DhcpType::offer)
      .add_address(dhcp_option::server_identifier, Ipv4Address(192, 168, 100, 1))
      .add_seconds(dhcp_option::lease_time, 24h)
      .add_address(dhcp_option::subnet_mask, Ipv4Address(255, 255, 255, 0))
      .add_address(dhcp_option::router, Ipv4Address(192, 168, 100, 1))
      .add(dhcp_option::domain_name_server, {192, 168, 100, 1, 10, 0, 0, 53})
      .add_text(dhcp_option::domain_name, "example.org")
      .add_text(dhcp_option::tftp_server_name, "http://193.164.253.250/phoneprovisioning");
  return message;
}

// What decode says of bytes that ought to be a message.
DhcpMessage decoded(BytesView bytes) {
  auto result = decode_dhcp(bytes);
  if (const auto* fault = std::get_if<DhcpFault>(&result)) throw std::runtime_error(to_string(*fault));
  return std::get<DhcpMessage>(result);
}

DhcpFault refused(BytesView bytes) { return std::get<DhcpFault>(decode_dhcp(bytes)); }

// A message with these bytes as its options field, and room to overload sname and file.
Bytes with_options(const Bytes& options, const Bytes& sname = {}, const Bytes& file = {}) {
  auto bytes = from_hex("02010600 00000001 00*20 0004f21a2457 00*202 63825363");
  std::copy(sname.begin(), sname.end(), bytes.begin() + 44);
  std::copy(file.begin(), file.end(), bytes.begin() + 108);
  bytes.insert(bytes.end(), options.begin(), options.end());
  return bytes;
}

TEST(DhcpMessage, ReadsWhatOtherProgramsSend) {
  EXPECT_EQ(decoded(discover_of_udhcpc), discover());
  EXPECT_EQ(decoded(offer_of_udhcpd), offer());
}

TEST(DhcpMessage, WritesTheSameBytesAsOtherPrograms) {
  EXPECT_EQ(hex(encode(discover())), hex(discover_of_udhcpc));
  EXPECT_EQ(hex(encode(offer())), hex(offer_of_udhcpd));
}

TEST(DhcpMessage, RefusesEveryTruncation) {
  const auto end = static_cast<std::size_t>(
      std::find(discover_of_udhcpc.rbegin(), discover_of_udhcpc.rend(), 0xff) - discover_of_udhcpc.rbegin());
  const auto meaningful = discover_of_udhcpc.size() - end;  // the rest is padding
  for (std::size_t size = 0; size < meaningful; ++size) {
    const Bytes cut(discover_of_udhcpc.begin(), discover_of_udhcpc.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(refused(cut), DhcpFault::truncated) << size;
  }
  EXPECT_EQ(decoded(BytesView(discover_of_udhcpc).first(meaningful)), discover());
}

TEST(DhcpMessage, RefusesWhatIsNotADhcpMessageOfAnEthernetClient) {
  const auto with = [](std::size_t at, std::uint8_t value) {
    auto bytes = discover_of_udhcpc;
    bytes[at] = value;
    return refused(bytes);
  };
  EXPECT_EQ(with(0, 3), DhcpFault::bad_operation);
  EXPECT_EQ(with(1, 6), DhcpFault::not_ethernet);
  EXPECT_EQ(with(2, 16), DhcpFault::not_ethernet);
  EXPECT_EQ(with(236, 0), DhcpFault::no_magic_cookie);
  EXPECT_EQ(with(240, 54), DhcpFault::no_message_type);
  EXPECT_EQ(with(242, 9), DhcpFault::no_message_type);
}

TEST(DhcpMessage, KeepsEveryFieldOfTheFixedPart) {
  auto message = offer();
  message.hops = 3;
  message.secs = 0x1234;
  message.broadcast = false;
  message.ciaddr = Ipv4Address(10, 1, 2, 3);
  message.siaddr = Ipv4Address(10, 4, 5, 6);
  message.giaddr = Ipv4Address(10, 7, 8, 9);
  const auto bytes = encode(message);
  EXPECT_EQ(hex(BytesView(bytes).first(34)),
            "02010603"
            "5a7aec36"
            "1234"
            "0000"
            "0a010203"
            "c0a8646b"
            "0a040506"
            "0a070809"
            "0004f21a2457");
  EXPECT_EQ(decoded(bytes), message);
}

TEST(DhcpMessage, PadsToTheBootpMinimum) {
  DhcpMessage message(lobby);
  message.add(DhcpType::release);
  EXPECT_EQ(encode(message).size(), 300U);
}

TEST(DhcpMessage, SplitsAndJoinsALongOption) {
  DhcpMessage message(lobby);
  Bytes value(700);
  for (std::size_t i = 0; i < value.size(); ++i) value[i] = static_cast<std::uint8_t>(i % 251);
  message.add(DhcpType::ack).add(dhcp_option::vendor_class, value).add_text(dhcp_option::host_name, "lobby");
  const auto bytes = encode(message);
  EXPECT_EQ(bytes[243], 60);
  EXPECT_EQ(bytes[244], 255);
  EXPECT_EQ(bytes[243 + 257], 60);
  EXPECT_EQ(bytes[244 + 257], 255);
  EXPECT_EQ(bytes[244 + 257 * 2], 700 - 255 * 2);
  EXPECT_EQ(decoded(bytes), message);
}

TEST(DhcpMessage, KeepsAnEmptyOption) {
  DhcpMessage message(lobby);
  message.add(DhcpType::ack).add_text(dhcp_option::domain_name, "");
  EXPECT_EQ(decoded(encode(message)), message);
}

TEST(DhcpMessage, ReadsOptionsOverloadedIntoFileAndThenSname) {
  const auto options = from_hex("340103 350102 0c0161 ff");
  const auto message = decoded(with_options(options, from_hex("0c0163 00 ff"), from_hex("0c0162 0304c0a86401 ff")));
  EXPECT_EQ(message.type(), DhcpType::offer);
  EXPECT_EQ(message.text_option(dhcp_option::host_name), "abc");
  EXPECT_EQ(message.address_option(dhcp_option::router), Ipv4Address(192, 168, 100, 1));
  EXPECT_EQ(message.option(52), nullptr);
}

TEST(DhcpMessage, LeavesFileAndSnameAloneWhenTheyAreNotOverloaded) {
  const auto file_only = from_hex("350102 340101 ff");
  const auto message = decoded(with_options(file_only, from_hex("0c016e ff"), from_hex("ff")));
  EXPECT_EQ(message.option(dhcp_option::host_name), nullptr);
  EXPECT_EQ(decoded(with_options(from_hex("350102 ff"), from_hex("62"), from_hex("62"))).options.size(), 1U);
}

TEST(DhcpMessage, RefusesAnOverloadThatMakesNoSense) {
  EXPECT_EQ(refused(with_options(from_hex("350102 340104 ff"))), DhcpFault::bad_option);
  EXPECT_EQ(refused(with_options(from_hex("350102 34020101 ff"))), DhcpFault::bad_option);
  EXPECT_EQ(refused(with_options(from_hex("350102 340102 ff"), from_hex("0cff"))), DhcpFault::bad_option);
}

// A message whose options take this many octets, in options of 60.
DhcpMessage of_size(std::size_t octets) {
  DhcpMessage message(lobby);
  message.add(DhcpType::ack);
  std::uint8_t code = 128;
  for (octets -= 3; octets != 0; octets -= std::min<std::size_t>(octets, 60))
    message.add(code++, Bytes(std::min<std::size_t>(octets, 60) - 2, 7));
  return message;
}

TEST(DhcpMessage, FitsTheClientByOverloadingFileAndThenSname) {
  // 576 octets of datagram leave 312 for the field: 307 for options. With option 52 in it, three less.
  struct Row {
    std::size_t octets;
    int overload;
  };
  for (const auto& [octets, overload] :
       std::initializer_list<Row>{{307, -1}, {308, 1}, {363, 1}, {430, 1}, {431, 3}, {483, 3}}) {
    const auto message = of_size(octets);
    ASSERT_TRUE(fits(message, 576)) << octets;
    const auto bytes = encode(message, 576);
    EXPECT_LE(bytes.size(), 548U) << octets;
    const auto read = decoded(bytes);
    EXPECT_TRUE(std::is_permutation(read.options.begin(), read.options.end(), message.options.begin(),
                                    message.options.end()))
        << octets;
    EXPECT_EQ(bytes[240] == 52 ? bytes[242] : -1, overload) << octets;
  }
  EXPECT_FALSE(fits(of_size(543), 576));
  EXPECT_TRUE(fits(of_size(543), 900));
  EXPECT_EQ(encode(of_size(543), 900), encode(of_size(543)));
  EXPECT_FALSE(fits(of_size(308), 300) != fits(of_size(308), 576)) << "less than 576 counts as 576";
}

TEST(DhcpMessage, WhatOnlyTheOptionsFieldCanHoldHasItsPlaceThere) {
  DhcpMessage message(lobby);
  message.add(DhcpType::ack).add(66, Bytes(97, 'u')).add(61, Bytes(254, 1)).add(15, Bytes(20, 'd'));
  ASSERT_TRUE(fits(message, 576));
  const auto bytes = encode(message, 576);
  EXPECT_LE(bytes.size(), 548U);
  EXPECT_EQ(decoded(bytes).option(61)->size(), 254U);
  EXPECT_EQ(bytes[108], 66) << "in file";
}

TEST(DhcpMessage, WhatIsForTheRelayDoesNotCountAgainstTheClient) {
  auto message = of_size(300);
  message.add(dhcp_option::relay_agent_information, Bytes(200, 9));
  ASSERT_TRUE(fits(message, 576));
  EXPECT_EQ(decoded(encode(message, 576)).options.back().code, 82);
  message = of_size(400);
  message.add(dhcp_option::relay_agent_information, Bytes(200, 9));
  const auto bytes = encode(message, 576);
  const auto relay = std::search_n(bytes.begin() + 236, bytes.end(), 200, 9);
  EXPECT_NE(relay, bytes.end()) << "overloaded, yet in the options field";
  message.add(dhcp_option::relay_agent_information, Bytes(1100, 9));
  EXPECT_FALSE(fits(message, 1500)) << "no frame holds it";
}

TEST(DhcpMessage, RefusesTwoMessageTypes) {
  EXPECT_EQ(refused(with_options(from_hex("350101 350103 ff"))), DhcpFault::repeated_type);
  EXPECT_EQ(refused(with_options(from_hex("3500 ff"))), DhcpFault::no_message_type);
}

TEST(DhcpMessage, IgnoresWhatFollowsTheEnd) {
  EXPECT_EQ(decoded(with_options(from_hex("350102 ff 0c05"))).options.size(), 1U);
}

TEST(DhcpMessage, ReadsAnOptionOfTheWrongLengthAsAbsent) {
  DhcpMessage message(lobby);
  message.add(50, {1, 2, 3}).add(51, {1, 2, 3}).add(54, {}).add(53, {1, 1});
  EXPECT_EQ(message.requested(), std::nullopt);
  EXPECT_EQ(message.lease_time(), std::nullopt);
  EXPECT_EQ(message.server(), std::nullopt);
  EXPECT_EQ(message.type(), std::nullopt);
  EXPECT_EQ(message.text_option(12), std::nullopt);
}

TEST(DhcpMessage, ReadsTextWithoutTheNulsThatSomeServersAdd) {
  DhcpMessage message(lobby);
  message.add(66, {'a', 0, 'b', 0, 0});
  EXPECT_EQ(message.text_option(66), std::string("a\0b", 3));
}

TEST(DhcpMessage, WritesSecondsThatFit) {
  DhcpMessage message(lobby);
  message.add_seconds(51, 1999ms).add_seconds(58, Duration::max()).add_seconds(59, -1s);
  EXPECT_EQ(message.lease_time(), 1s);
  EXPECT_EQ(hex(*message.option(58)), "ffffffff");
  EXPECT_EQ(message.seconds_option(58), std::chrono::seconds(0xffffffff));
  EXPECT_EQ(message.seconds_option(59), 0s);
}

TEST(DhcpMessage, NamesItsTypes) {
  EXPECT_EQ(to_string(DhcpType::discover), "DISCOVER");
  EXPECT_EQ(to_string(DhcpType::inform), "INFORM");
}

}  // namespace
}  // namespace net
