#include "bench/dhcp_load.hpp"

#include <algorithm>
#include <array>

namespace bench {

namespace {

// Where things stand in an Ethernet frame with an IPv4 header without options.
constexpr std::size_t ip = 14, udp = ip + 20, bootp = udp + 8;
constexpr std::size_t xid_at = bootp + 4, yiaddr_at = bootp + 16, chaddr_at = bootp + 28, options_at = bootp + 240;
constexpr std::size_t payload_size = 300;
constexpr std::uint8_t offer = 2, ack = 5, nak = 6;

void put32(net::Bytes& frame, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) frame[at + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
}

std::uint32_t get32(net::BytesView frame, std::size_t at) {
  return std::uint32_t{frame[at]} << 24 | std::uint32_t{frame[at + 1]} << 16 | std::uint32_t{frame[at + 2]} << 8 |
         frame[at + 3];
}

// RFC 1071.
std::uint16_t checksum(net::BytesView header) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i + 1 < header.size(); i += 2) sum += std::uint32_t{header[i]} << 8 | header[i + 1];
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

// Everything that is the same for all clients. Answers are wanted by broadcast, so that no server depends on its
// kernel's neighbour table; there is no UDP checksum (RFC 768 allows that).
net::Bytes message(std::uint8_t type) {
  net::Bytes frame(bootp + payload_size);
  std::fill_n(frame.begin(), 6, std::uint8_t{0xff});
  frame[12] = 8;
  constexpr std::array<std::uint8_t, 12> header{0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 17, 0, 0};
  std::copy(header.begin(), header.end(), frame.begin() + ip);
  frame[ip + 2] = (28 + payload_size) >> 8;
  frame[ip + 3] = (28 + payload_size) & 0xff;
  std::fill_n(frame.begin() + ip + 16, 4, std::uint8_t{0xff});
  const auto sum = checksum(net::BytesView(frame).subspan(ip, 20));
  frame[ip + 10] = static_cast<std::uint8_t>(sum >> 8);
  frame[ip + 11] = static_cast<std::uint8_t>(sum & 0xff);
  frame[udp + 1] = 68;
  frame[udp + 3] = 67;
  frame[udp + 4] = (8 + payload_size) >> 8;
  frame[udp + 5] = (8 + payload_size) & 0xff;
  frame[bootp] = 1;      // BOOTREQUEST
  frame[bootp + 1] = 1;  // Ethernet
  frame[bootp + 2] = 6;
  frame[bootp + 10] = 0x80;  // the broadcast flag
  // Cookie, type, parameter request list, client identifier (patched), and for a REQUEST address and server
  // (patched).
  net::Bytes options{99, 130, 83, 99, 53, 1, type, 55, 5, 1, 3, 6, 15, 66, 61, 7, 1, 0, 0, 0, 0, 0, 0};
  if (type == 3) {
    constexpr std::array<std::uint8_t, 12> choice{50, 4, 0, 0, 0, 0, 54, 4, 0, 0, 0, 0};
    for (const auto octet : choice) options.push_back(octet);
  }
  options.push_back(255);
  std::copy(options.begin(), options.end(), frame.begin() + options_at - 4);
  return frame;
}

constexpr std::size_t identifier_at = options_at + 13, requested_at = options_at + 21, server_at = options_at + 27;

}  // namespace

std::optional<HeardReply> read_reply(net::BytesView frame) {
  if (frame.size() < options_at || frame[12] != 8 || frame[13] != 0 || frame[ip] != 0x45 || frame[ip + 9] != 17)
    return std::nullopt;
  if (frame[udp + 1] != 67 || frame[udp + 3] != 68 || frame[bootp] != 2) return std::nullopt;
  HeardReply reply{get32(frame, xid_at), get32(frame, yiaddr_at), 0, 0};
  for (auto at = options_at; at + 1 < frame.size() && frame[at] != 255;) {
    if (frame[at] == 0) {
      ++at;
      continue;
    }
    const auto length = frame[at + 1];
    if (at + 2 + length > frame.size()) break;
    if (frame[at] == 53 && length == 1) reply.type = frame[at + 2];
    if (frame[at] == 54 && length == 4) reply.server = get32(frame, at + 2);
    at += std::size_t{2} + length;
  }
  return reply;
}

net::MacAddress DhcpLoad::mac_of(std::uint32_t client) {
  return net::MacAddress({2, 0xd0, static_cast<std::uint8_t>(client >> 24), static_cast<std::uint8_t>(client >> 16),
                          static_cast<std::uint8_t>(client >> 8), static_cast<std::uint8_t>(client)});
}

DhcpLoad::DhcpLoad(const Plan& plan, Send send)
    : plan_(plan),
      send_(std::move(send)),
      discover_(message(1)),
      request_(message(3)),
      clients_(std::min(plan.window, plan.count)),
      addresses_(plan.count) {}

void DhcpLoad::begin(net::TimePoint now) {
  for (auto& client : clients_) next(client, now);
}

void DhcpLoad::next(Client& client, net::TimePoint now) {
  client = {};
  if (started_ == plan_.count) return;
  client.number = plan_.first + started_++;
  client.active = true;
  speak(client, now);
}

// The place in the window is in the transaction's number, so that a reply finds its client at once.
std::uint32_t DhcpLoad::xid(const Client& client) const {
  return client.number * plan_.window + static_cast<std::uint32_t>(&client - clients_.data());
}

void DhcpLoad::speak(Client& client, net::TimePoint now) {
  auto& frame = client.offered == 0 ? discover_ : request_;
  const auto mac = mac_of(client.number).bytes();
  for (const auto at : {std::size_t{6}, chaddr_at, identifier_at})
    std::copy(mac.begin(), mac.end(), frame.begin() + static_cast<std::ptrdiff_t>(at));
  put32(frame, xid_at, xid(client));
  if (client.offered != 0) {
    put32(frame, requested_at, client.offered);
    put32(frame, server_at, client.server);
  }
  client.patient_until = now + plan_.patience;
  send_(frame);
}

void DhcpLoad::finish(Client& client, std::uint32_t address, net::TimePoint now) {
  addresses_[client.number - plan_.first] = address;
  ++served_;
  next(client, now);
}

void DhcpLoad::hear(net::BytesView frame, net::TimePoint now) {
  const auto reply = read_reply(frame);
  if (!reply) return;
  auto& client = clients_[reply->xid % plan_.window % clients_.size()];
  if (!client.active || xid(client) != reply->xid) return;
  if (reply->type == offer && client.offered == 0 && reply->address != 0) {
    if (plan_.only_offers) return finish(client, reply->address, now);
    client.offered = reply->address;
    client.server = reply->server;
    speak(client, now);
  } else if (reply->type == ack && client.offered != 0) {
    finish(client, reply->address, now);
  } else if (reply->type == nak && client.offered != 0) {
    ++refused_;
    client.offered = 0;
    speak(client, now);
  }
}

void DhcpLoad::tick(net::TimePoint now) {
  for (auto& client : clients_) {
    if (!client.active || client.patient_until > now) continue;
    ++repeated_;
    speak(client, now);
  }
}

}  // namespace bench
