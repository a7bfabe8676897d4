#include "gateway/dhcp/dhcp_frame.hpp"

#include "net/frame.hpp"

namespace gateway {

namespace {

constexpr std::size_t ip = 14;  // where the IPv4 header begins

// An unfragmented UDP datagram to port 67, by its octets.
bool may_be_for_server(net::BytesView frame) {
  if (frame.size() < ip + 28 || frame[12] != 0x08 || frame[13] != 0x00 || frame[ip] >> 4 != 4) return false;
  const std::size_t udp = ip + std::size_t{frame[ip] & 0x0fU} * 4;
  const bool fragment = (frame[ip + 6] & 0x3f) != 0 || frame[ip + 7] != 0;
  return frame[ip + 9] == 17 && !fragment && frame.size() >= udp + 8 && frame[udp + 2] == 0 &&
         frame[udp + 3] == net::dhcp_server_port;
}

}  // namespace

std::variant<DhcpArrival, NotForUs, Malformed> read_dhcp_frame(net::BytesView bytes, net::MacAddress own,
                                                               const net::Ipv4Network& lan) {
  if (!may_be_for_server(bytes)) return NotForUs{};
  const auto header = net::peek_ethernet(bytes);
  const bool ours = header->destination == own || header->destination == net::MacAddress::broadcast();
  if (!ours || header->source == own) return NotForUs{};
  const auto decoded = net::decode_frame(bytes);
  const auto* frame = std::get_if<net::Frame>(&decoded);
  const auto* packet = frame != nullptr ? std::get_if<net::Ipv4Packet>(&frame->payload) : nullptr;
  const auto* datagram = packet != nullptr ? std::get_if<net::UdpDatagram>(&packet->payload) : nullptr;
  if (datagram == nullptr) return Malformed{};
  const auto to = packet->destination;
  if (!to.is_broadcast() && to != lan.address && to != lan.directed_broadcast()) return NotForUs{};
  auto message = net::decode_dhcp(datagram->payload);
  if (auto* read = std::get_if<net::DhcpMessage>(&message)) return DhcpArrival{std::move(*read), frame->source};
  return Malformed{};
}

net::Bytes make_dhcp_frame(const net::DhcpMessage& reply, const ReplyPath& path, net::MacAddress own,
                           net::Ipv4Address address) {
  net::UdpDatagram datagram{net::dhcp_server_port, path.port, net::encode(reply)};
  net::Ipv4Packet packet{address, path.address, 64, 0, true, std::move(datagram)};
  return net::encode(net::Frame{path.mac, own, std::move(packet)});
}

}  // namespace gateway
