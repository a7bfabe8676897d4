#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "net/address.hpp"
#include "net/bytes.hpp"
#include "net/tcp_segment.hpp"

namespace net {

// ARP for IPv4 over Ethernet (RFC 826).
struct ArpMessage {
  enum class Operation : std::uint16_t { request = 1, reply = 2 };

  Operation operation;
  MacAddress sender_mac;
  Ipv4Address sender;
  MacAddress target_mac;
  Ipv4Address target;
  friend bool operator==(const ArpMessage&, const ArpMessage&) = default;
};

struct UdpDatagram {
  std::uint16_t source_port;
  std::uint16_t destination_port;
  Bytes payload;
  friend bool operator==(const UdpDatagram&, const UdpDatagram&) = default;
};

// ICMP echo (RFC 792), the only ICMP a handset speaks.
struct IcmpEcho {
  bool reply;  // false: a request
  std::uint16_t identifier;
  std::uint16_t sequence;
  Bytes payload;
  friend bool operator==(const IcmpEcho&, const IcmpEcho&) = default;
};

// A payload of a protocol we do not speak, or a fragment: carried, never interpreted.
struct OpaquePayload {
  std::uint8_t protocol;  // the IPv4 header's protocol number
  Bytes bytes;
  std::uint16_t fragment = 0;  // more-fragments bit (0x2000) and offset in units of 8 octets; 0: a whole packet
  friend bool operator==(const OpaquePayload&, const OpaquePayload&) = default;
};

// IPv4 without options when we send (RFC 791); options of others are skipped.
struct Ipv4Packet {
  Ipv4Address source;
  Ipv4Address destination;
  std::uint8_t ttl = 64;
  std::uint16_t identification = 0;
  bool dont_fragment = true;
  std::variant<UdpDatagram, TcpSegment, IcmpEcho, OpaquePayload> payload;
  friend bool operator==(const Ipv4Packet&, const Ipv4Packet&) = default;
};

struct UnknownEtherType {
  std::uint16_t ether_type;
  Bytes bytes;
  friend bool operator==(const UnknownEtherType&, const UnknownEtherType&) = default;
};

// One Ethernet II frame, without preamble and FCS.
struct Frame {
  MacAddress destination;
  MacAddress source;
  std::variant<ArpMessage, Ipv4Packet, UnknownEtherType> payload;
  friend bool operator==(const Frame&, const Frame&) = default;
};

// Why bytes are not a frame we can use. `truncated`: some length, or an option's, promises more than is there or
// less than its own header. A checksum of zero in UDP means "none" (RFC 768) and is accepted.
enum class FrameFault {
  truncated,
  bad_ip_header,
  bad_ip_checksum,
  bad_udp_checksum,
  bad_tcp_checksum,
  bad_icmp_checksum
};
std::string to_string(FrameFault fault);

// Checks every length and every checksum. Never throws, whatever the bytes. Padding after the IPv4 packet or the
// UDP datagram is left out; ARP for anything but IPv4 over Ethernet is an UnknownEtherType.
std::variant<Frame, FrameFault> decode_frame(BytesView bytes);

// Fills in lengths and checksums and pads to 60 octets (IEEE 802.3 minimum without FCS). The IPv4 packet must not
// be longer than 65,535 octets; nothing is fragmented.
Bytes encode(const Frame& frame);

// What a switch needs of a frame, without decoding the rest; nullopt when it is shorter than an Ethernet header.
struct EthernetHeader {
  MacAddress destination;
  MacAddress source;
  std::uint16_t ether_type;
};
std::optional<EthernetHeader> peek_ethernet(BytesView bytes);

}  // namespace net
