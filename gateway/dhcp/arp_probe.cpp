#include "gateway/dhcp/arp_probe.hpp"

#include <algorithm>
#include <utility>

#include "gateway/dhcp/dhcp_forgery.hpp"

namespace gateway {

bool ArpProbes::begin(net::Ipv4Address address, DhcpArrival discover, net::TimePoint until) {
  const auto known = probes_.find(address);
  if (known != probes_.end()) {
    known->second.discover = std::move(discover);
    return false;
  }
  probes_.emplace(address, Probe{address, std::move(discover), until});
  return true;
}

std::optional<DhcpArrival> ArpProbes::answered(net::Ipv4Address address, net::MacAddress by) {
  const auto found = probes_.find(address);
  if (found == probes_.end() || found->second.discover.message.chaddr == by) return std::nullopt;
  auto discover = std::move(found->second.discover);
  probes_.erase(found);
  return discover;
}

std::vector<ArpProbes::Probe> ArpProbes::ended_by(net::TimePoint now) {
  std::vector<Probe> ended;
  for (auto probe = probes_.begin(); probe != probes_.end();) {
    if (probe->second.until > now) {
      ++probe;
      continue;
    }
    ended.push_back(std::move(probe->second));
    probe = probes_.erase(probe);
  }
  return ended;
}

std::optional<net::TimePoint> ArpProbes::wakes_at() const {
  std::optional<net::TimePoint> first;
  for (const auto& [address, probe] : probes_) first = std::min(first.value_or(probe.until), probe.until);
  return first;
}

net::Bytes make_arp_probe(net::Ipv4Address address, net::MacAddress own) {
  const net::ArpMessage probe{net::ArpMessage::Operation::request, own, net::Ipv4Address::any(),
                              net::MacAddress({0, 0, 0, 0, 0, 0}), address};
  return net::encode(net::Frame{net::MacAddress::broadcast(), own, probe});
}

std::variant<ArpAnswer, NotForUs, LanRefusal> read_arp_answer(net::BytesView bytes, net::MacAddress own,
                                                              net::Ipv4Address own_address) {
  constexpr std::uint16_t arp = 0x0806;
  constexpr std::size_t operation = 20;  // where it stands in the frame
  constexpr std::uint8_t reply = 2;
  const auto header = net::peek_ethernet(bytes);
  if (!header || header->ether_type != arp || header->destination != own || header->source == own)
    return NotForUs{};
  if (bytes.size() > operation + 1 && (bytes[operation] != 0 || bytes[operation + 1] != reply)) return NotForUs{};
  const auto decoded = net::decode_frame(bytes);
  const auto* frame = std::get_if<net::Frame>(&decoded);
  if (frame == nullptr) return LanRefusal::arp_truncated;
  const auto* answer = std::get_if<net::ArpMessage>(&frame->payload);
  if (answer == nullptr) return LanRefusal::arp_not_ipv4;
  const auto address = answer->sender;
  if (!is_station(answer->sender_mac) || address.is_any() || address.is_broadcast() || address.is_multicast())
    return LanRefusal::arp_bad_sender;
  if (answer->sender_mac != frame->source) return LanRefusal::arp_foreign_sender;
  if (address == own_address) return LanRefusal::arp_own_address;
  return ArpAnswer{address, answer->sender_mac};
}

}  // namespace gateway
