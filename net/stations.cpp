#include "net/stations.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"

namespace net {
namespace {

// Where the fields lie that choose a station. The station decodes; here a wrong guess only costs it a refusal.
constexpr std::size_t arp_target_at = 38, arp_end = 42;
constexpr std::size_t ip_at = 14, chaddr_in_dhcp = 28;
constexpr std::uint16_t ether_type_ipv4 = 0x0800, ether_type_arp = 0x0806;

std::optional<Ipv4Address> arp_target(BytesView frame) {
  if (frame.size() < arp_end) return std::nullopt;
  const auto octets = frame.subspan(arp_target_at, 4);
  return Ipv4Address(octets[0], octets[1], octets[2], octets[3]);
}

// The client that a broadcast DHCP answer is for.
std::optional<MacAddress> dhcp_client(BytesView frame) {
  if (frame.size() <= ip_at || frame[ip_at] >> 4 != 4) return std::nullopt;
  const std::size_t udp_at = ip_at + std::size_t{frame[ip_at]} % 16 * 4;
  const std::size_t chaddr_at = udp_at + 8 + chaddr_in_dhcp;
  if (frame.size() < chaddr_at + 6) return std::nullopt;
  const bool is_udp = frame[ip_at + 9] == 17;
  if (!is_udp || (frame[udp_at + 2] << 8 | frame[udp_at + 3]) != dhcp_client_port) return std::nullopt;
  MacAddress::Bytes mac{};
  std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(chaddr_at), mac.size(), mac.begin());
  return MacAddress(mac);
}

}  // namespace

class Stations::Station : public Wire {
 public:
  Station(Stations& all, MacAddress mac) : all_(all), mac_(mac) {
    const bool is_new = all_.stations_.emplace(mac, this).second;
    assert(is_new);
    static_cast<void>(is_new);
  }
  ~Station() override {
    disown();
    all_.stations_.erase(mac_);
  }
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  void send(BytesView frame) override { all_.trunk_.send(frame); }
  void on_frame(Receiver receiver) override { receiver_ = std::move(receiver); }
  void answers_for(std::optional<Ipv4Address> address) override {
    disown();
    address_ = address;
    if (address_) all_.owners_[*address_].push_back(mac_);
  }
  void receive(BytesView frame) const {
    const auto receiver = receiver_;  // the station may be gone when it returns
    if (receiver) receiver(frame);
  }

 private:
  void disown() {
    if (!address_) return;
    const auto owners = all_.owners_.find(*address_);
    std::erase(owners->second, mac_);
    if (owners->second.empty()) all_.owners_.erase(owners);
    address_.reset();
  }

  Stations& all_;
  MacAddress mac_;
  std::optional<Ipv4Address> address_;
  Receiver receiver_;
};

Stations::Stations(Wire& trunk) : trunk_(trunk) {
  trunk_.on_frame([this](BytesView frame) { receive(frame); });
}

Stations::~Stations() {
  assert(stations_.empty());
  trunk_.on_frame({});
}

std::unique_ptr<Wire> Stations::attach(MacAddress mac) { return std::make_unique<Station>(*this, mac); }

void Stations::receive(BytesView frame) {
  const auto header = peek_ethernet(frame);
  if (!header) return;
  if (!header->destination.is_multicast()) return deliver(header->destination, header->source, frame);
  if (header->destination == MacAddress::broadcast()) receive_broadcast(*header, frame);
}

void Stations::receive_broadcast(const EthernetHeader& header, BytesView frame) {
  if (header.ether_type == ether_type_arp) {
    const auto target = arp_target(frame);
    const auto owners = target ? owners_.find(*target) : owners_.end();
    if (owners == owners_.end()) return;
    for (const auto mac : std::vector(owners->second))
      deliver(mac, header.source, frame);  // a copy: receivers may move
  } else if (header.ether_type == ether_type_ipv4) {
    if (const auto client = dhcp_client(frame)) deliver(*client, header.source, frame);
  }
}

void Stations::deliver(MacAddress station, MacAddress source, BytesView frame) {
  const auto found = stations_.find(station);
  if (found != stations_.end() && station != source) found->second->receive(frame);
}

}  // namespace net
