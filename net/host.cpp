#include "net/host.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/arp_cache.hpp"
#include "net/tcp/tcp_stack.hpp"

namespace net {

namespace {

constexpr std::size_t largest_datagram = 1500 - 20 - 8;  // an Ethernet payload without IPv4 and UDP headers

// The destination that an ICMP "destination unreachable" speaks of (RFC 792). Code 4 is about size, not reach.
std::optional<Ipv4Address> unreachable_address(const OpaquePayload& icmp) {
  constexpr std::size_t quoted_destination_at = 8 + 16;
  const auto& bytes = icmp.bytes;
  const bool fits = icmp.protocol == 1 && icmp.fragment == 0 && bytes.size() >= quoted_destination_at + 4;
  if (!fits || bytes[0] != 3 || bytes[1] == 4) return std::nullopt;
  const auto* octet = bytes.data() + quoted_destination_at;
  return Ipv4Address(octet[0], octet[1], octet[2], octet[3]);
}

}  // namespace

class Host::Parts {
 public:
  Parts(Loop& loop, Wire& wire, MacAddress mac, Chance chance);
  ~Parts();
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void set_config(std::optional<Ipv4Config> config);
  void send_udp(std::uint16_t source_port, Endpoint to, BytesView payload);
  void forward(Ipv4Packet packet) {
    const auto hop = next_hop(packet.destination);
    send_by(hop, std::move(packet));
  }
  [[nodiscard]] TcpStack& tcp() { return tcp_; }

  const MacAddress mac;
  std::optional<Ipv4Config> config;
  std::unordered_map<std::uint16_t, Datagrams::Handler> ports;
  std::function<void(const Ipv4Packet&)> transit;

 private:
  void receive(BytesView bytes);
  void receive(const ArpMessage& message);
  void receive(const Ipv4Packet& packet, bool to_all);
  void receive(const Ipv4Packet& packet, const UdpDatagram& datagram);
  [[nodiscard]] bool is_for_us(const Ipv4Packet& packet, bool to_all) const;

  void send(Ipv4Address from, Ipv4Address to, decltype(Ipv4Packet::payload) payload);
  void send_by(std::optional<Ipv4Address> next_hop, Ipv4Packet packet);
  void transmit(MacAddress to, decltype(Frame::payload) payload);
  void ask_for(Ipv4Address address);
  void wake_for_arp();
  void arp_is_due();
  [[nodiscard]] bool is_broadcast(Ipv4Address address) const;
  [[nodiscard]] std::optional<Ipv4Address> next_hop(Ipv4Address destination) const;
  [[nodiscard]] Ipv4Address own() const { return config ? config->network.address : Ipv4Address::any(); }

  Loop& loop_;
  Wire& wire_;
  std::uint16_t identification_;
  ArpCache arp_;
  Timer arp_alarm_;
  std::vector<Ipv4Address> without_route_;
  Timer without_route_alarm_;
  TcpStack tcp_;  // last: it says its last words through the others
};

Host::Parts::Parts(Loop& loop, Wire& wire, MacAddress own_mac, Chance chance)
    : mac(own_mac),
      loop_(loop),
      wire_(wire),
      identification_(static_cast<std::uint16_t>(chance.stream("identification").next())),
      tcp_(loop, chance.stream("tcp"),
           [this](Ipv4Address from, Ipv4Address to, TcpSegment segment) { send(from, to, std::move(segment)); }) {
  wire_.on_frame([this](BytesView frame) { receive(frame); });
}

Host::Parts::~Parts() {
  wire_.answers_for(std::nullopt);
  wire_.on_frame({});
}

void Host::Parts::set_config(std::optional<Ipv4Config> new_config) {
  if (config == new_config) return;
  config = new_config;
  arp_ = ArpCache();
  wake_for_arp();
  const auto address = config ? std::optional(config->network.address) : std::nullopt;
  wire_.answers_for(address);
  tcp_.set_address(address);
}

void Host::Parts::receive(BytesView bytes) {
  const auto header = peek_ethernet(bytes);
  const bool to_all = header && header->destination == MacAddress::broadcast();
  if (!header || (!to_all && header->destination != mac)) return;
  const auto frame = decode_frame(bytes);
  if (!std::holds_alternative<Frame>(frame)) return;
  const auto& payload = std::get<Frame>(frame).payload;
  if (const auto* arp = std::get_if<ArpMessage>(&payload)) receive(*arp);
  if (const auto* packet = std::get_if<Ipv4Packet>(&payload)) receive(*packet, to_all);
}

void Host::Parts::receive(const ArpMessage& message) {
  const bool for_us = config && message.target == own();
  for (auto& packet : arp_.learn(message, for_us, loop_.now())) {
    transmit(message.sender_mac, std::move(packet));
  }
  wake_for_arp();
  if (for_us && message.operation == ArpMessage::Operation::request) {
    transmit(message.sender_mac,
             ArpMessage{ArpMessage::Operation::reply, mac, own(), message.sender_mac, message.sender});
  }
}

// RFC 1122 §3.2.1.3: a unicast packet counts only when it came to our MAC. Without an address everything that came
// to our MAC is for us, if only its UDP: a DHCP server sends to the address it offers (RFC 2131 §4.1).
bool Host::Parts::is_for_us(const Ipv4Packet& packet, bool to_all) const {
  if (to_all) return is_broadcast(packet.destination);
  if (!config) return std::holds_alternative<UdpDatagram>(packet.payload);
  return packet.destination == own() || is_broadcast(packet.destination);
}

void Host::Parts::receive(const Ipv4Packet& packet, bool to_all) {
  if (!is_for_us(packet, to_all)) {
    if (transit && !to_all && config) transit(packet);
    return;
  }
  if (const auto* datagram = std::get_if<UdpDatagram>(&packet.payload)) return receive(packet, *datagram);
  if (packet.destination != own() || !config) return;
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) return tcp_.receive(packet.source, *segment);
  if (const auto* echo = std::get_if<IcmpEcho>(&packet.payload); echo != nullptr && !echo->reply) {
    return send(own(), packet.source, IcmpEcho{true, echo->identifier, echo->sequence, echo->payload});
  }
  if (const auto* opaque = std::get_if<OpaquePayload>(&packet.payload)) {
    if (const auto address = unreachable_address(*opaque)) tcp_.unreachable(*address);
  }
}

void Host::Parts::receive(const Ipv4Packet& packet, const UdpDatagram& datagram) {
  const auto port = ports.find(datagram.destination_port);
  if (port == ports.end()) return;
  const auto handler = port->second;  // it may unbind itself, or end this host
  handler(
      {{packet.source, datagram.source_port}, {packet.destination, datagram.destination_port}, datagram.payload});
}

void Host::Parts::send_udp(std::uint16_t source_port, Endpoint to, BytesView payload) {
  if (payload.size() > largest_datagram) return;
  if (!config && !to.address.is_broadcast()) return;
  send(own(), to.address, UdpDatagram{source_port, to.port, Bytes(payload.begin(), payload.end())});
}

void Host::Parts::send(Ipv4Address from, Ipv4Address to, decltype(Ipv4Packet::payload) payload) {
  Ipv4Packet packet{
      .source = from, .destination = to, .identification = identification_++, .payload = std::move(payload)};
  if (is_broadcast(to)) return transmit(MacAddress::broadcast(), std::move(packet));
  send_by(next_hop(to), std::move(packet));
}

void Host::Parts::send_by(std::optional<Ipv4Address> hop, Ipv4Packet packet) {
  if (!hop) {  // told later: the stack must not be called back while it sends
    without_route_.push_back(packet.destination);
    without_route_alarm_ = loop_.at(loop_.now(), [this] {
      for (const auto address : std::exchange(without_route_, {})) tcp_.unreachable(address);
    });
    return;
  }
  if (const auto found = arp_.find(*hop, loop_.now())) return transmit(*found, std::move(packet));
  if (arp_.hold(*hop, std::move(packet), loop_.now())) {
    ask_for(*hop);
    wake_for_arp();
  }
}

void Host::Parts::transmit(MacAddress to, decltype(Frame::payload) payload) {
  wire_.send(encode(Frame{to, mac, std::move(payload)}));
}

void Host::Parts::ask_for(Ipv4Address address) {
  const MacAddress unknown({0, 0, 0, 0, 0, 0});
  transmit(MacAddress::broadcast(), ArpMessage{ArpMessage::Operation::request, mac, own(), unknown, address});
}

void Host::Parts::wake_for_arp() {
  const auto when = arp_.wakes_at();
  arp_alarm_ = when ? loop_.at(*when, [this] { arp_is_due(); }) : Timer{};
}

void Host::Parts::arp_is_due() {
  const auto due = arp_.tick(loop_.now());
  for (const auto address : due.ask) ask_for(address);
  wake_for_arp();
  for (const auto& packet : due.undeliverable) tcp_.unreachable(packet.destination);
}

bool Host::Parts::is_broadcast(Ipv4Address address) const {
  if (address.is_broadcast()) return true;
  return config && config->network.prefix_length < 31 && address == config->network.directed_broadcast();
}

std::optional<Ipv4Address> Host::Parts::next_hop(Ipv4Address destination) const {
  if (!config || destination == own() || destination.is_multicast() || destination.is_any()) return std::nullopt;
  return config->network.contains(destination) ? destination : config->router;
}

Host::Host(Loop& loop, Wire& wire, MacAddress mac, Chance chance)
    : parts_(std::make_unique<Parts>(loop, wire, mac, chance)) {}
Host::~Host() = default;

MacAddress Host::mac() const { return parts_->mac; }
void Host::configure(const Ipv4Config& config) { parts_->set_config(config); }
void Host::unconfigure() { parts_->set_config(std::nullopt); }
const std::optional<Ipv4Config>& Host::config() const { return parts_->config; }

void Host::bind(std::uint16_t port, Handler handler) { parts_->ports.insert_or_assign(port, std::move(handler)); }
void Host::on_transit(std::function<void(const Ipv4Packet&)> handler) { parts_->transit = std::move(handler); }
void Host::forward(Ipv4Packet packet) { parts_->forward(std::move(packet)); }
void Host::unbind(std::uint16_t port) { parts_->ports.erase(port); }
void Host::send(std::uint16_t source_port, Endpoint to, BytesView payload) {
  parts_->send_udp(source_port, to, payload);
}
void Host::broadcast(std::uint16_t source_port, std::uint16_t destination_port, BytesView payload) {
  parts_->send_udp(source_port, {Ipv4Address::broadcast(), destination_port}, payload);
}

std::unique_ptr<Stream> Host::connect(Endpoint to, Stream::Handlers handlers) {
  return parts_->tcp().connect(to, std::move(handlers));
}
void Host::listen(std::uint16_t port, Accept accept) { parts_->tcp().listen(port, std::move(accept)); }

}  // namespace net
