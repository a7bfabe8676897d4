// libtins writes every header, fills in lengths and checksums, and pads the frame.
#include <tins/arp.h>
#include <tins/ethernetII.h>
#include <tins/icmp.h>
#include <tins/ip.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include <cassert>
#include <memory>

#include "net/frame.hpp"
#include "net/tins_address.hpp"

namespace net {
namespace {

using Pdu = std::unique_ptr<Tins::PDU>;

Pdu over(Pdu header, const Bytes& payload) {
  if (!payload.empty()) {
    auto raw = std::make_unique<Tins::RawPDU>(payload.data(), static_cast<std::uint32_t>(payload.size()));
    header->inner_pdu(raw.release());  // libtins owns from here on
  }
  return header;
}

Pdu pdu(const UdpDatagram& datagram) {
  return over(std::make_unique<Tins::UDP>(datagram.destination_port, datagram.source_port), datagram.payload);
}

Pdu pdu(const TcpSegment& segment) {
  auto tcp = std::make_unique<Tins::TCP>(segment.destination_port, segment.source_port);
  tcp->seq(segment.sequence);
  tcp->ack_seq(segment.acknowledgment);
  tcp->window(segment.window);
  tcp->set_flag(Tins::TCP::SYN, segment.syn);
  tcp->set_flag(Tins::TCP::ACK, segment.ack);
  tcp->set_flag(Tins::TCP::FIN, segment.fin);
  tcp->set_flag(Tins::TCP::RST, segment.rst);
  tcp->set_flag(Tins::TCP::PSH, segment.psh);
  if (segment.mss) {
    assert(segment.syn);
    tcp->mss(*segment.mss);
  }
  return over(std::move(tcp), segment.payload);
}

Pdu pdu(const IcmpEcho& echo) {
  auto icmp = std::make_unique<Tins::ICMP>(echo.reply ? Tins::ICMP::ECHO_REPLY : Tins::ICMP::ECHO_REQUEST);
  icmp->id(echo.identifier);
  icmp->sequence(echo.sequence);
  return over(std::move(icmp), echo.payload);
}

Pdu pdu(const OpaquePayload& opaque) {
  return std::make_unique<Tins::RawPDU>(opaque.bytes.data(), static_cast<std::uint32_t>(opaque.bytes.size()));
}

Pdu pdu(const Ipv4Packet& packet) {
  auto ip = std::make_unique<Tins::IP>(to_tins(packet.destination), to_tins(packet.source));
  ip->ttl(packet.ttl);
  ip->id(packet.identification);
  unsigned flags = packet.dont_fragment ? Tins::IP::DONT_FRAGMENT : 0;
  if (const auto* opaque = std::get_if<OpaquePayload>(&packet.payload)) {
    ip->protocol(opaque->protocol);
    ip->fragment_offset(static_cast<std::uint16_t>(opaque->fragment & 0x1fff));
    if ((opaque->fragment & 0x2000) != 0) flags |= Tins::IP::MORE_FRAGMENTS;
  }
  ip->flags(static_cast<Tins::IP::Flags>(flags));
  ip->inner_pdu(std::visit([](const auto& payload) { return pdu(payload); }, packet.payload).release());
  return ip;
}

Pdu pdu(const ArpMessage& message) {
  auto arp = std::make_unique<Tins::ARP>(to_tins(message.target), to_tins(message.sender),
                                         to_tins(message.target_mac), to_tins(message.sender_mac));
  arp->opcode(static_cast<Tins::ARP::Flags>(message.operation));
  return arp;
}

Pdu pdu(const UnknownEtherType& unknown) {
  return std::make_unique<Tins::RawPDU>(unknown.bytes.data(), static_cast<std::uint32_t>(unknown.bytes.size()));
}

}  // namespace

Bytes encode(const Frame& frame) {
  Tins::EthernetII ethernet(to_tins(frame.destination), to_tins(frame.source));
  if (const auto* unknown = std::get_if<UnknownEtherType>(&frame.payload))
    ethernet.payload_type(unknown->ether_type);
  ethernet.inner_pdu(std::visit([](const auto& payload) { return pdu(payload); }, frame.payload).release());
  return ethernet.serialize();
}

}  // namespace net
