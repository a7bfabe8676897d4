#include "gateway/dhcp/dhcp_frame.hpp"

#include "gateway/dhcp/dhcp_forgery.hpp"
#include "net/frame.hpp"

namespace gateway {

namespace {

constexpr std::size_t ip = 14;               // where the IPv4 header begins
constexpr std::size_t largest_frame = 1514;  // Ethernet, without FCS

// A UDP datagram to port 67, or the first fragment of one, by its octets.
bool may_be_for_server(net::BytesView frame) {
  if (frame.size() < ip + 28 || frame[12] != 0x08 || frame[13] != 0x00 || frame[ip] >> 4 != 4) return false;
  const std::size_t udp = ip + std::size_t{frame[ip] & 0x0fU} * 4;
  const bool later_fragment = (frame[ip + 6] & 0x1f) != 0 || frame[ip + 7] != 0;
  return frame[ip + 9] == 17 && !later_fragment && frame.size() >= udp + 8 && frame[udp + 2] == 0 &&
         frame[udp + 3] == net::dhcp_server_port;
}

LanRefusal refusal(net::FrameFault fault) {
  switch (fault) {
    case net::FrameFault::truncated: return LanRefusal::truncated;
    case net::FrameFault::bad_ip_header: return LanRefusal::bad_header;
    default: return LanRefusal::bad_checksum;
  }
}

LanRefusal refusal(net::DhcpFault fault) {
  switch (fault) {
    case net::DhcpFault::truncated: return LanRefusal::truncated;
    case net::DhcpFault::bad_operation: return LanRefusal::bad_operation;
    case net::DhcpFault::not_ethernet: return LanRefusal::not_ethernet;
    case net::DhcpFault::no_magic_cookie: return LanRefusal::no_magic_cookie;
    case net::DhcpFault::bad_option: return LanRefusal::bad_option;
    case net::DhcpFault::repeated_type: return LanRefusal::repeated_option;
    case net::DhcpFault::no_message_type: return LanRefusal::no_message_type;
  }
  return LanRefusal::truncated;
}

}  // namespace

std::variant<DhcpArrival, NotForUs, LanRefusal> read_dhcp_frame(net::BytesView bytes, net::MacAddress own,
                                                                const net::Ipv4Network& lan) {
  if (!may_be_for_server(bytes)) return NotForUs{};
  const auto header = net::peek_ethernet(bytes);
  if (header->destination != own && header->destination != net::MacAddress::broadcast()) return NotForUs{};
  if (header->source == own) return LanRefusal::own_frame;
  if (!is_station(header->source)) return LanRefusal::bad_source;
  if (bytes.size() > largest_frame) return LanRefusal::oversized;
  const auto decoded = net::decode_frame(bytes);
  if (const auto* fault = std::get_if<net::FrameFault>(&decoded)) return refusal(*fault);
  const auto& frame = std::get<net::Frame>(decoded);
  const auto* packet = std::get_if<net::Ipv4Packet>(&frame.payload);
  if (packet == nullptr) return NotForUs{};
  const auto to = packet->destination;
  if (!to.is_broadcast() && to != lan.address && to != lan.directed_broadcast()) return NotForUs{};
  const auto* datagram = std::get_if<net::UdpDatagram>(&packet->payload);
  if (datagram == nullptr) return LanRefusal::fragment;
  auto message = net::decode_dhcp(datagram->payload);
  if (const auto* fault = std::get_if<net::DhcpFault>(&message)) return refusal(*fault);
  DhcpArrival arrival{std::get<net::DhcpMessage>(std::move(message)), frame.source, packet->source,
                      to == lan.address, static_cast<std::uint8_t>(bytes[ip + 1] >> 2U)};
  if (const auto forged = find_forgery(arrival, own, lan)) return *forged;
  return arrival;
}

net::Bytes make_dhcp_frame(const net::DhcpMessage& reply, const ReplyPath& path, net::MacAddress own,
                           net::Ipv4Address address, std::size_t largest_datagram) {
  net::UdpDatagram datagram{net::dhcp_server_port, path.port, net::encode(reply, largest_datagram)};
  net::Ipv4Packet packet{address, path.address, 64, 0, true, std::move(datagram)};
  return net::encode(net::Frame{path.mac, own, std::move(packet)});
}

}  // namespace gateway
