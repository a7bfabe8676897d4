#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "gateway/dhcp/lan_refusal.hpp"
#include "net/dhcp_message.hpp"
#include "net/frame.hpp"

// What the tests of a LAN that lies send.
namespace gateway {

// A frame to the server, honest until somebody changes a part of it.
struct HostileFrame {
  static constexpr net::MacAddress gateway_mac{{2, 0, 0x5e, 0, 0, 1}};

  HostileFrame(net::MacAddress station, net::DhcpType type, std::uint32_t xid);

  net::DhcpMessage message;
  net::MacAddress source;
  net::MacAddress destination = net::MacAddress::broadcast();
  net::Ipv4Address from = net::Ipv4Address::any();
  net::Ipv4Address to = net::Ipv4Address::broadcast();

  [[nodiscard]] net::Bytes bytes() const { return carrying(net::encode(message)); }
  [[nodiscard]] net::Bytes carrying(net::Bytes payload) const;  // all lengths and checksums right
};

// Makes frames of one kind of lie; no two numbers give the same. The station is who sends them.
using HostileKind = std::function<net::Bytes(net::MacAddress station, std::uint32_t number)>;
struct HostileRow {
  HostileKind make;
  LanRefusal why;
};
const std::vector<HostileRow>& hostile_messages();  // told by the frame alone
const std::vector<HostileRow>& hostile_leases();    // told by the leases there are
const std::vector<HostileRow>& hostile_arp();       // ARP replies, heeded while the server probes

// One of each message an honest client sends, .100 being its address.
std::vector<net::Bytes> honest_frames(net::MacAddress station);

}  // namespace gateway
