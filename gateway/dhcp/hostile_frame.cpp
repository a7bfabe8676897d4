#include "gateway/dhcp/hostile_frame.hpp"

#include "net/checksum.hpp"

namespace gateway {

namespace {

namespace option = net::dhcp_option;
using net::Bytes;
using net::DhcpType;
using net::Ipv4Address;
using net::MacAddress;

constexpr std::size_t ip = 14, udp = 34, payload_at = 42;  // in a frame
constexpr Ipv4Address server(192, 168, 100, 1);

Ipv4Address lan(std::uint32_t host) { return {192, 168, 100, static_cast<std::uint8_t>(host)}; }

HostileFrame discover(MacAddress station, std::uint32_t number) { return {station, DhcpType::discover, number}; }

void set_ip_checksum(Bytes& frame) {
  frame[ip + 10] = frame[ip + 11] = 0;
  const auto sum = net::Checksum().add(net::BytesView(frame).subspan(ip, 20)).value();
  frame[ip + 10] = static_cast<std::uint8_t>(sum >> 8);
  frame[ip + 11] = static_cast<std::uint8_t>(sum);
}

Bytes first(const Bytes& bytes, std::size_t size) {
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

Bytes truncated(MacAddress station, std::uint32_t number) {
  const auto frame = discover(station, number);
  if (number % 2 == 0) return first(frame.bytes(), payload_at + number / 2 % 300);  // of the frame
  return frame.carrying(first(net::encode(frame.message), number / 2 % 243));       // of the message
}

Bytes oversized(MacAddress station, std::uint32_t number) {
  const auto frame = discover(station, number);
  auto payload = net::encode(frame.message);
  payload.resize(1473 + number % 7000);
  return frame.carrying(std::move(payload));
}

Bytes fragment(MacAddress station, std::uint32_t number) {
  auto bytes = discover(station, number).bytes();
  bytes[ip + 6] = 0x20;  // more are to come
  set_ip_checksum(bytes);
  return bytes;
}

Bytes bad_header(MacAddress station, std::uint32_t number) {
  auto bytes = discover(station, number).bytes();
  bytes[ip + 2] = 0;
  bytes[ip + 3] = static_cast<std::uint8_t>(number % 20);  // shorter than its own header
  set_ip_checksum(bytes);
  return bytes;
}

Bytes bad_checksum(MacAddress station, std::uint32_t number) {
  auto bytes = discover(station, number).bytes();
  bytes[number % 2 == 0 ? ip + 10 : udp + 6] ^= static_cast<std::uint8_t>(1U << number % 8);
  return bytes;
}

Bytes own_frame(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  frame.source = HostileFrame::gateway_mac;
  return frame.bytes();
}

MacAddress no_station(std::uint32_t number) {
  if (number % 3 == 0) return MacAddress({0, 0, 0, 0, 0, 0});
  return number % 3 == 1 ? MacAddress::broadcast() : MacAddress({1, 0, 0x5e, 0, 0, 1});
}

Bytes bad_source(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  frame.source = no_station(number);
  return frame.bytes();
}

// The message with one octet changed.
HostileKind with_octet(std::size_t at, std::uint8_t value) {
  return [=](MacAddress station, std::uint32_t number) {
    const auto frame = discover(station, number);
    auto payload = net::encode(frame.message);
    payload.at(at) = value;
    return frame.carrying(std::move(payload));
  };
}

Bytes bad_option(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  const std::uint8_t codes[] = {option::requested_address, option::lease_time, option::server_identifier,
                                option::maximum_message_size};
  if (number % 5 == 4) {
    frame.message.add(option::client_identifier, {});
  } else {
    frame.message.add(codes[number % 5], Bytes(number % 2 == 0 ? 5 : 3, 1));
  }
  return frame.bytes();
}

Bytes repeated_option(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  if (number % 2 == 0) frame.message.add(DhcpType::request);
  if (number % 2 != 0)
    frame.message.add_address(option::requested_address, lan(100))
        .add_address(option::requested_address, lan(number % 256));
  return frame.bytes();
}

Bytes server_message(MacAddress station, std::uint32_t number) {
  const DhcpType types[] = {DhcpType::offer, DhcpType::ack, DhcpType::nak};
  HostileFrame frame(station, types[number % 3], number);
  frame.message.request = number % 2 == 0;
  frame.message.yiaddr = lan(100);
  frame.message.add_address(option::server_identifier, server);
  return frame.bytes();
}

Bytes too_many_hops(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  frame.message.hops = static_cast<std::uint8_t>(17 + number % 239);
  return frame.bytes();
}

Bytes bad_client(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  frame.message.chaddr = number % 4 == 3 ? HostileFrame::gateway_mac : no_station(number);
  return frame.bytes();
}

Bytes foreign_client(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  frame.message.chaddr = station.plus(1 + number);
  return frame.bytes();
}

Bytes foreign_address(MacAddress station, std::uint32_t number) {
  const DhcpType types[] = {DhcpType::discover, DhcpType::request, DhcpType::release, DhcpType::inform};
  HostileFrame frame(station, types[number % 4], number);
  if (number % 4 != 0) frame.message.ciaddr = lan(100);
  frame.from = lan(101);
  return frame.bytes();
}

Bytes unknown_relay(MacAddress station, std::uint32_t number) {
  auto frame = discover(station, number);
  const Ipv4Address relays[] = {Ipv4Address(10, 0, 0, 1), server, lan(255), lan(0), Ipv4Address::broadcast()};
  frame.message.giaddr = relays[number % 5];
  return frame.bytes();
}

Bytes inform_without_address(MacAddress station, std::uint32_t number) {
  return HostileFrame(station, DhcpType::inform, number).bytes();
}

Bytes request_without_address(MacAddress station, std::uint32_t number) {
  return HostileFrame(station, DhcpType::request, number).bytes();
}

// Of the lease of whoever has .100.
Bytes foreign_lease(MacAddress station, std::uint32_t number) {
  HostileFrame frame(station, number % 2 == 0 ? DhcpType::release : DhcpType::decline, number);
  frame.message.add_address(option::server_identifier, server);
  if (number % 2 == 0) frame.message.ciaddr = frame.from = lan(100);
  if (number % 2 != 0) frame.message.add_address(option::requested_address, lan(100));
  return frame.bytes();
}

net::Frame arp_reply(MacAddress station, std::uint32_t number) {
  return {HostileFrame::gateway_mac, station,
          net::ArpMessage{net::ArpMessage::Operation::reply, station, lan(100 + number % 100),
                          HostileFrame::gateway_mac, Ipv4Address::any()}};
}

HostileKind arp(const std::function<void(net::ArpMessage&, std::uint32_t)>& change) {
  return [=](MacAddress station, std::uint32_t number) {
    auto frame = arp_reply(station, number);
    change(std::get<net::ArpMessage>(frame.payload), number);
    return net::encode(frame);
  };
}

}  // namespace

HostileFrame::HostileFrame(MacAddress station, DhcpType type, std::uint32_t xid)
    : message(station), source(station) {
  message.xid = xid;
  message.add(type);
}

Bytes HostileFrame::carrying(Bytes payload) const {
  net::Ipv4Packet packet{from, to, 64, 0, true, net::UdpDatagram{68, 67, std::move(payload)}};
  return net::encode(net::Frame{destination, source, std::move(packet)});
}

const std::vector<HostileRow>& hostile_messages() {
  static const std::vector<HostileRow> rows{
      {truncated, LanRefusal::truncated},
      {oversized, LanRefusal::oversized},
      {fragment, LanRefusal::fragment},
      {bad_header, LanRefusal::bad_header},
      {bad_checksum, LanRefusal::bad_checksum},
      {own_frame, LanRefusal::own_frame},
      {bad_source, LanRefusal::bad_source},
      {with_octet(0, 3), LanRefusal::bad_operation},
      {with_octet(1, 6), LanRefusal::not_ethernet},
      {with_octet(2, 16), LanRefusal::not_ethernet},
      {with_octet(238, 0), LanRefusal::no_magic_cookie},
      {with_octet(242, 13), LanRefusal::no_message_type},
      {with_octet(240, 116), LanRefusal::no_message_type},
      {with_octet(240, 52), LanRefusal::bad_option},  // option overload into fields without an end
      {bad_option, LanRefusal::bad_option},
      {repeated_option, LanRefusal::repeated_option},
      {server_message, LanRefusal::server_message},
      {too_many_hops, LanRefusal::too_many_hops},
      {bad_client, LanRefusal::bad_client},
      {foreign_client, LanRefusal::foreign_client},
      {foreign_address, LanRefusal::foreign_address},
      {unknown_relay, LanRefusal::unknown_relay},
      {inform_without_address, LanRefusal::no_address},
  };
  return rows;
}

const std::vector<HostileRow>& hostile_leases() {
  static const std::vector<HostileRow> rows{{request_without_address, LanRefusal::no_address},
                                            {foreign_lease, LanRefusal::foreign_lease}};
  return rows;
}

const std::vector<HostileRow>& hostile_arp() {
  static const std::vector<HostileRow> rows{
      {[](MacAddress station, std::uint32_t number) {
         return first(net::encode(arp_reply(station, number)), 22 + number % 20);
       },
       LanRefusal::arp_truncated},
      {[](MacAddress station, std::uint32_t number) {
         auto bytes = net::encode(arp_reply(station, number));
         bytes[14 + number % 6] ^= 0x40;  // the kinds of addresses, or their lengths
         return bytes;
       },
       LanRefusal::arp_not_ipv4},
      {arp([](auto& reply, auto number) { reply.sender_mac = no_station(number); }), LanRefusal::arp_bad_sender},
      {arp([](auto& reply, auto) { reply.sender = Ipv4Address::any(); }), LanRefusal::arp_bad_sender},
      {arp([](auto& reply, auto number) { reply.sender_mac = reply.sender_mac.plus(1 + number); }),
       LanRefusal::arp_foreign_sender},
      {arp([](auto& reply, auto) { reply.sender = server; }), LanRefusal::arp_own_address},
  };
  return rows;
}

std::vector<Bytes> honest_frames(MacAddress station) {
  std::vector<Bytes> all;
  for (const auto type : {DhcpType::discover, DhcpType::request, DhcpType::decline})
    all.push_back(HostileFrame(station, type, 1).bytes());
  for (const auto type : {DhcpType::request, DhcpType::release, DhcpType::inform}) {
    HostileFrame frame(station, type, 1);
    frame.message.ciaddr = frame.from = lan(100);
    all.push_back(frame.bytes());
    frame.destination = HostileFrame::gateway_mac;
    frame.to = server;
    all.push_back(frame.bytes());
  }
  HostileFrame relayed(station, DhcpType::discover, 1);
  relayed.message.giaddr = lan(2);
  relayed.message.hops = 16;
  relayed.source = MacAddress({2, 0, 0, 0, 0, 9});
  all.push_back(relayed.bytes());
  return all;
}

}  // namespace gateway
