#include "gateway/events/snmp_trap.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

#include "gateway/events/event_classes.hpp"
#include "net/frame.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;

Event alert_event() {
  auto event = make_event(EventType::mac_alert, "Leased Mac 0004f21a2457 Rand 02 [Name PhoneProv]");
  event.id = "SMG000001-1-1";
  event.serial = "SMG000001";
  event.time = std::chrono::sys_seconds(1209643200s);
  event.name = "PhoneProv";
  event.mac = "0004f21a2457";
  event.ip = "192.168.100.100";
  event.rand = "02";
  event.option66 = "http://h/p/02";
  return event;
}

net::Bytes trap_of(const Event& event, const SnmpSettings& snmp = {}) {
  return encode_trap(event,
                     {.snmp = snmp, .community = "public", .request_id = 0x80000001, .up_time = TimeTicks(123456)});
}

TEST(SnmpTrap, BeginsAsRfc3416Says) {
  const auto octets = net::hex(trap_of(alert_event()));
  // version 1 (2c), community "public", SNMPv2-Trap-PDU of 2 octets of length; request-id 1, no error, index 0
  EXPECT_EQ(octets.substr(0, 4), "3082");
  EXPECT_EQ(octets.substr(8, 30), "02010104067075626c6963a78201" + octets.substr(36, 2));
  EXPECT_EQ(octets.substr(38, 18), "020101020100020100") << "the highest bit of the request-id is left out";
  // sysUpTime.0 of 123456 hundredths, then snmpTrapOID.0 of enterprises.2078.67.0.1
  EXPECT_EQ(octets.substr(64, 34),
            "300f06082b060102010103004303"
            "01e240");
  EXPECT_EQ(octets.substr(98, 52),
            "3018060a2b0601060301010401000"
            "60a2b06010401901e430001");
}

TEST(SnmpTrap, ArcsOfEveryWidthAreInBase128) {
  SnmpSettings snmp;
  snmp.enterprise = *ObjectIdentifier::parse("2.999.4294967295.128.127");
  const auto octets = net::hex(trap_of(alert_event(), snmp));
  EXPECT_NE(octets.find("060e"
                        "8837"
                        "8fffffff7f"
                        "8100"
                        "7f"
                        "43"
                        "01"
                        "01"
                        "00"),
            std::string::npos)
      << octets << " (X.690 §8.19.5 has 2.999 as 8837)";
}

TEST(ObjectIdentifier, IsReadAsSnmpWritesIt) {
  EXPECT_EQ(to_string(*ObjectIdentifier::parse("1.3.6.1.4.1.2078")), "1.3.6.1.4.1.2078");
  EXPECT_TRUE(ObjectIdentifier::parse("2.999"));
  for (const auto* wrong : {"", "1", "1.", ".1.3", "1.40", "3.1", "1.3.x", "1.3.4294967296", "1..3", "-1.3"})
    EXPECT_FALSE(ObjectIdentifier::parse(wrong)) << wrong;
  std::string long_one = "1.3";
  for (int i = 0; i < 30; ++i) long_one += ".1";
  EXPECT_TRUE(ObjectIdentifier::parse(long_one));
  EXPECT_FALSE(ObjectIdentifier::parse(long_one + ".1"));
}

// What tshark makes of the trap; the fields separated by '|', several values of one field by ','.
std::string tshark(const net::Bytes& trap, const std::string& fields) {
  const net::MacAddress from({2, 0, 0, 0, 0, 1}), to({2, 0, 0, 0, 0, 2});
  const net::Ipv4Packet packet{.source = net::Ipv4Address(193, 164, 253, 1),
                               .destination = net::Ipv4Address(193, 164, 253, 250),
                               .payload = net::UdpDatagram{50162, snmp_trap_port, trap}};
  const auto frame = net::encode(net::Frame{to, from, packet});
  const auto path = testing::TempDir() + "snmp_trap_test_" + std::to_string(::getpid()) + ".pcap";
  const auto size = static_cast<std::uint32_t>(frame.size());
  const std::array<std::uint32_t, 10> header{0xa1b2c3d4, 2U | 4U << 16, 0, 0, 65535, 1, 0, 0, size, size};
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(header.data()), sizeof header)
      .write(reinterpret_cast<const char*>(frame.data()), static_cast<std::streamsize>(frame.size()));
  const auto command = "HOME=/nonexistent tshark -n -r '" + path +
                       "' -T fields -E separator='|' -e _ws.malformed -e _ws.expert.message " + fields +
                       " 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::array<char, 8192> line{};
  const auto* read = std::fgets(line.data(), static_cast<int>(line.size()), pipe.get());
  static_cast<void>(std::remove(path.c_str()));
  return read != nullptr ? std::string(read).substr(0, std::string(read).find('\n')) : "";
}

TEST(SnmpTrap, IsReadByTshark) {
  const std::string own = "1.3.6.1.4.1.2078.67.";
  EXPECT_EQ(tshark(trap_of(alert_event()),
                   "-e snmp.version -e snmp.community -e snmp.data -e snmp.request_id "
                   "-e snmp.value.timeticks -e snmp.value.oid -e snmp.value.g32 "
                   "-e snmp.value.int"),
            "||1|public|7|1|123456|" + own + "0.1|67|5");
  std::string names = "1.3.6.1.2.1.1.3.0,1.3.6.1.6.3.1.1.4.1.0";
  for (int i = 1; i <= 12; ++i) names += "," + own + "1." + std::to_string(i) + ".0";
  EXPECT_EQ(tshark(trap_of(alert_event()), "-e snmp.name"), "||" + names);
  std::string texts;
  for (const auto* text : {"SMG000001-1-1", "SMG000001", "2008-05-01T12:00:00Z", "DHCP",
                           "Leased Mac 0004f21a2457 Rand 02 [Name PhoneProv]", "PhoneProv", "0004f21a2457",
                           "192.168.100.100", "02", "http://h/p/02"})
    texts += (texts.empty() ? "" : ",") + net::hex(net::as_bytes(text));
  EXPECT_EQ(tshark(trap_of(alert_event()), "-e snmp.value.octets"), "||" + texts);
}

TEST(SnmpTrap, TheLongestEventsFitADatagram) {
  auto alert = alert_event();
  alert.serial = std::string(32, 'x');
  alert.id = alert.serial + "-1234567890-18446744073709551615";
  alert.name = std::string(32, 'x');
  alert.rand = std::string(32, '9');
  alert.option66 = std::string(63 + 1 + 32, 'x');
  alert.text = "Leased Mac 0004f21a2457 Rand " + alert.rand + " [Name " + alert.name + "]";
  auto trouble = make_event(EventType::configuration_changed, std::string(600, 'x'));
  trouble.serial = alert.serial;
  trouble.id = alert.id;
  for (const auto& event : {alert, trouble})
    EXPECT_LE(trap_of(event).size(), 1472U) << "what net::Datagrams carries";
}

}  // namespace
}  // namespace gateway
