// libtins reads each header. It is handed one header at a time and the payloads are cut here, because it
// verifies no checksum, takes padding after a datagram for payload, and parses into protocols nobody asked for.
#include "net/frame.hpp"

#include <tins/arp.h>
#include <tins/exceptions.h>
#include <tins/icmp.h>
#include <tins/ip.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "net/checksum.hpp"
#include "net/tins_address.hpp"

namespace net {
namespace {

constexpr std::size_t ethernet_header_size = 14, arp_size = 28, least_ip_header = 20, least_tcp_header = 20;
constexpr std::size_t udp_header_size = 8, icmp_header_size = 8;
constexpr std::uint16_t ether_type_ipv4 = 0x0800, ether_type_arp = 0x0806;
constexpr std::uint8_t protocol_icmp = 1, protocol_tcp = 6, protocol_udp = 17;
constexpr std::uint16_t fragment_mask = 0x3fff;  // more fragments, and the offset

using Ipv4Payload = decltype(Ipv4Packet::payload);
using Payload = decltype(Frame::payload);
template <typename T>
using Decoded = std::variant<T, FrameFault>;

std::uint16_t word(BytesView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(std::uint16_t{bytes[at]} << 8 | bytes[at + 1]);
}

Bytes copy(BytesView bytes) { return {bytes.begin(), bytes.end()}; }

template <typename Header>
Header read(BytesView bytes) {
  return Header(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

Decoded<Payload> decode_arp(BytesView bytes) {
  if (bytes.size() < arp_size) return FrameFault::truncated;
  const auto arp = read<Tins::ARP>(bytes.first(arp_size));
  const bool ours = arp.hw_addr_format() == 1 && arp.prot_addr_format() == ether_type_ipv4 &&
                    arp.hw_addr_length() == 6 && arp.prot_addr_length() == 4 &&
                    (arp.opcode() == Tins::ARP::REQUEST || arp.opcode() == Tins::ARP::REPLY);
  if (!ours) return UnknownEtherType{ether_type_arp, copy(bytes)};
  return ArpMessage{static_cast<ArpMessage::Operation>(arp.opcode()), from_tins(arp.sender_hw_addr()),
                    from_tins(arp.sender_ip_addr()), from_tins(arp.target_hw_addr()),
                    from_tins(arp.target_ip_addr())};
}

// Over what UDP and TCP put before their own bytes (RFC 768, RFC 9293 §3.1).
Checksum pseudo_header(const Tins::IP& ip, std::size_t length) {
  Checksum sum;
  sum.add(from_tins(ip.src_addr())).add(from_tins(ip.dst_addr()));
  return sum.add(std::uint16_t{ip.protocol()}).add(static_cast<std::uint16_t>(length));
}

Decoded<Ipv4Payload> decode_udp(const Tins::IP& ip, BytesView bytes) {
  if (bytes.size() < udp_header_size) return FrameFault::truncated;
  const auto udp = read<Tins::UDP>(bytes.first(udp_header_size));
  const std::size_t length = udp.length();
  if (length < udp_header_size || length > bytes.size()) return FrameFault::truncated;
  const auto sum = pseudo_header(ip, length).add(bytes.first(length));
  if (udp.checksum() != 0 && sum.value() != 0) return FrameFault::bad_udp_checksum;
  return UdpDatagram{udp.sport(), udp.dport(), copy(bytes.first(length).subspan(udp_header_size))};
}

Decoded<Ipv4Payload> decode_tcp(const Tins::IP& ip, BytesView bytes) {
  if (bytes.size() < least_tcp_header) return FrameFault::truncated;
  const std::size_t header_size = std::size_t{bytes[12]} >> 4 << 2;
  if (header_size < least_tcp_header || header_size > bytes.size()) return FrameFault::truncated;
  if (pseudo_header(ip, bytes.size()).add(bytes).value() != 0) return FrameFault::bad_tcp_checksum;
  const auto tcp = read<Tins::TCP>(bytes.first(header_size));
  TcpSegment segment{.source_port = tcp.sport(),
                     .destination_port = tcp.dport(),
                     .sequence = tcp.seq(),
                     .acknowledgment = tcp.ack_seq(),
                     .window = tcp.window(),
                     .syn = tcp.get_flag(Tins::TCP::SYN) != 0,
                     .ack = tcp.get_flag(Tins::TCP::ACK) != 0,
                     .fin = tcp.get_flag(Tins::TCP::FIN) != 0,
                     .rst = tcp.get_flag(Tins::TCP::RST) != 0,
                     .psh = tcp.get_flag(Tins::TCP::PSH) != 0,
                     .mss = std::nullopt,
                     .payload = copy(bytes.subspan(header_size))};
  for (const auto& option : tcp.options()) {  // of two, the last counts, as it does for the Linux kernel
    const bool is_mss = option.option() == Tins::TCP::MSS && option.data_size() == 2;
    if (segment.syn && is_mss) segment.mss = word({option.data_ptr(), option.data_size()}, 0);
  }
  return segment;
}

Decoded<Ipv4Payload> decode_icmp(BytesView bytes) {
  if (bytes.size() < icmp_header_size) return FrameFault::truncated;
  if (Checksum().add(bytes).value() != 0) return FrameFault::bad_icmp_checksum;
  const auto icmp = read<Tins::ICMP>(bytes.first(icmp_header_size));
  const bool reply = icmp.type() == Tins::ICMP::ECHO_REPLY;
  if ((!reply && icmp.type() != Tins::ICMP::ECHO_REQUEST) || icmp.code() != 0) {
    return OpaquePayload{protocol_icmp, copy(bytes)};
  }
  return IcmpEcho{reply, icmp.id(), icmp.sequence(), copy(bytes.subspan(icmp_header_size))};
}

Decoded<Ipv4Payload> decode_payload(const Tins::IP& ip, std::uint16_t fragment, BytesView bytes) {
  const auto protocol = ip.protocol();
  if (fragment != 0) return OpaquePayload{protocol, copy(bytes), fragment};
  if (protocol == protocol_udp) return decode_udp(ip, bytes);
  if (protocol == protocol_tcp) return decode_tcp(ip, bytes);
  if (protocol == protocol_icmp) return decode_icmp(bytes);
  return OpaquePayload{protocol, copy(bytes)};
}

Decoded<Payload> decode_ipv4(BytesView bytes) {
  if (bytes.size() < least_ip_header) return FrameFault::truncated;
  const std::size_t header_size = std::size_t{bytes[0]} % 16 * 4;
  const std::size_t total_size = word(bytes, 2);
  if (bytes[0] >> 4 != 4 || header_size < least_ip_header || total_size < header_size) {
    return FrameFault::bad_ip_header;
  }
  if (total_size > bytes.size()) return FrameFault::truncated;
  const auto header = bytes.first(header_size);
  if (Checksum().add(header).value() != 0) return FrameFault::bad_ip_checksum;
  const auto ip = read<Tins::IP>(header);
  const auto fragment = static_cast<std::uint16_t>(word(bytes, 6) & fragment_mask);
  auto payload = decode_payload(ip, fragment, bytes.first(total_size).subspan(header_size));
  if (const auto* fault = std::get_if<FrameFault>(&payload)) return *fault;
  return Ipv4Packet{.source = from_tins(ip.src_addr()),
                    .destination = from_tins(ip.dst_addr()),
                    .ttl = ip.ttl(),
                    .identification = ip.id(),
                    .dont_fragment = (ip.flags() & Tins::IP::DONT_FRAGMENT) != 0,
                    .payload = std::get<Ipv4Payload>(std::move(payload))};
}

Decoded<Payload> decode_payload(std::uint16_t ether_type, BytesView bytes) {
  if (ether_type == ether_type_arp) return decode_arp(bytes);
  if (ether_type == ether_type_ipv4) return decode_ipv4(bytes);
  return UnknownEtherType{ether_type, copy(bytes)};
}

MacAddress mac_at(BytesView bytes, std::size_t at) {
  MacAddress::Bytes mac{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), mac.size(), mac.begin());
  return MacAddress(mac);
}

}  // namespace

std::string to_string(FrameFault fault) {
  switch (fault) {
    case FrameFault::truncated: return "truncated";
    case FrameFault::bad_ip_header: return "bad IP header";
    case FrameFault::bad_ip_checksum: return "bad IP checksum";
    case FrameFault::bad_udp_checksum: return "bad UDP checksum";
    case FrameFault::bad_tcp_checksum: return "bad TCP checksum";
    case FrameFault::bad_icmp_checksum: return "bad ICMP checksum";
  }
  assert(false);
  return {};
}

std::optional<EthernetHeader> peek_ethernet(BytesView bytes) {
  if (bytes.size() < ethernet_header_size) return std::nullopt;
  return EthernetHeader{mac_at(bytes, 0), mac_at(bytes, 6), word(bytes, 12)};
}

std::variant<Frame, FrameFault> decode_frame(BytesView bytes) {
  const auto header = peek_ethernet(bytes);
  if (!header) return FrameFault::truncated;
  try {
    auto payload = decode_payload(header->ether_type, bytes.subspan(ethernet_header_size));
    if (const auto* fault = std::get_if<FrameFault>(&payload)) return *fault;
    return Frame{header->destination, header->source, std::get<Payload>(std::move(payload))};
  } catch (const Tins::exception_base&) {  // an IPv4 or TCP option that does not fit its header
    return FrameFault::truncated;
  }
}

}  // namespace net
