#include "sim/wire_witness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "net/dhcp_message.hpp"

namespace sim {
namespace {

constexpr std::size_t ethernet_header = 14;
constexpr std::uint16_t ipv4 = 0x0800;
constexpr std::uint8_t protocol_tcp = 6, protocol_udp = 17;
constexpr std::uint8_t tcp_fin = 1, tcp_rst = 4;

std::uint16_t u16(net::BytesView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}
std::uint32_t u32(net::BytesView bytes, std::size_t at) {
  return std::uint32_t{u16(bytes, at)} << 16 | u16(bytes, at + 2);
}
std::string mac_at(net::BytesView frame, std::size_t at) { return net::hex(frame.subspan(at, 6)); }

std::optional<std::string> unless_any(net::Ipv4Address address) {
  return address.is_any() ? std::nullopt : std::optional(to_string(address));
}
std::optional<std::string> text_of(const std::optional<net::Ipv4Address>& address) {
  return address ? std::optional(to_string(*address)) : std::nullopt;
}

bool starts_a_request(std::string_view text) {
  constexpr std::array<std::string_view, 6> methods{"GET ", "PUT ", "POST ", "HEAD ", "DELETE ", "OPTIONS "};
  return std::any_of(methods.begin(), methods.end(), [&](auto method) { return text.starts_with(method); });
}

std::optional<std::string> header_value(std::string_view text, std::string_view name_and_colon) {
  const auto at = text.find(name_and_colon);
  if (at == std::string_view::npos) return std::nullopt;
  const auto begin = at + name_and_colon.size();
  const auto end = text.find("\r\n", begin);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

void WireWitness::see(std::uint64_t frame_number, net::BytesView frame) {
  if (frame.size() < ethernet_header + 20 || u16(frame, 12) != ipv4) return;
  const std::size_t ip = ethernet_header;
  const std::size_t header = std::size_t{4} * (frame[ip] & 15U);
  const std::size_t end = std::min<std::size_t>(frame.size(), ip + u16(frame, ip + 2));
  const bool fragment = (u16(frame, ip + 6) & 0x3fff) != 0;
  if (header < 20 || fragment) return;
  const std::size_t above = ip + header;
  if (frame[ip + 9] == protocol_udp && end >= above + 8) {
    const auto source = u16(frame, above), destination = u16(frame, above + 2);
    const bool dhcp = (source == net::dhcp_client_port || source == net::dhcp_server_port) &&
                      (destination == net::dhcp_client_port || destination == net::dhcp_server_port);
    if (dhcp) see_dhcp(frame_number, frame.subspan(above + 8, end - above - 8));
  } else if (frame[ip + 9] == protocol_tcp && end >= above + 20) {
    see_tcp(frame_number, frame, ip, above, end);
  }
}

void WireWitness::see_dhcp(std::uint64_t frame_number, net::BytesView payload) {
  const auto decoded = net::decode_dhcp(payload);
  const auto* message = std::get_if<net::DhcpMessage>(&decoded);
  if (message == nullptr || !message->type()) return;
  std::optional<std::int64_t> lease;
  if (const auto time = message->lease_time()) lease = *time / net::Duration(std::chrono::seconds(1));
  notes_.note(net::Kind::dhcp_frame, interface_,
              {{"frame", frame_number},
               {"message", to_string(*message->type())},
               {"mac", config_stem(message->chaddr)},
               {"xid", fmt::format("{:08x}", message->xid)},
               {"ciaddr", unless_any(message->ciaddr)},
               {"yiaddr", unless_any(message->yiaddr)},
               {"requested", text_of(message->requested())},
               {"server", text_of(message->server())},
               {"lease_time", lease},
               {"option66", message->text_option(net::dhcp_option::tftp_server_name)}});
}

void WireWitness::see_tcp(std::uint64_t frame_number, net::BytesView frame, std::size_t ip, std::size_t tcp,
                          std::size_t end) {
  const std::size_t payload = tcp + std::size_t{4} * (frame[tcp + 12] >> 4U);
  const auto flags = frame[tcp + 13];
  const Conversation conversation{{net::Ipv4Address(u32(frame, ip + 12)), u16(frame, tcp)},
                                  {net::Ipv4Address(u32(frame, ip + 16)), u16(frame, tcp + 2)}};
  if (payload < end && payload >= tcp + 20) {
    const auto text = net::as_text(frame.subspan(payload, end - payload));
    const bool response = text.starts_with("HTTP/1.");
    if (response || starts_a_request(text)) {
      const auto sequence = u32(frame, tcp + 4);
      const auto [known, first] = noted_.try_emplace(conversation, sequence);
      if (first || known->second != sequence) {
        known->second = sequence;
        if (response)
          see_response(frame_number, frame, conversation, text);
        else
          see_request(frame_number, frame, conversation, text);
      }
    }
  }
  if ((flags & (tcp_fin | tcp_rst)) != 0) noted_.erase(conversation);
}

void WireWitness::see_request(std::uint64_t frame_number, net::BytesView frame, const Conversation& conversation,
                              std::string_view text) {
  const auto line = text.substr(0, text.find("\r\n"));
  const auto first = line.find(' ');
  const auto second = line.find(' ', first + 1);
  notes_.note(net::Kind::http_request_frame, interface_,
              {{"frame", frame_number},
               {"mac", mac_at(frame, 6)},
               {"from", to_string(conversation.from)},
               {"to", to_string(conversation.to)},
               {"method", line.substr(0, first)},
               {"path", line.substr(first + 1, second == line.npos ? line.npos : second - first - 1)},
               {"user_agent", header_value(text, "\r\nUser-Agent: ")}});
}

void WireWitness::see_response(std::uint64_t frame_number, net::BytesView frame, const Conversation& conversation,
                               std::string_view text) {
  int status = 0;
  if (text.size() < 12) return;
  std::from_chars(text.data() + 9, text.data() + 12, status);
  notes_.note(net::Kind::http_response_frame, interface_,
              {{"frame", frame_number},
               {"mac", mac_at(frame, 0)},
               {"from", to_string(conversation.from)},
               {"to", to_string(conversation.to)},
               {"status", status}});
}

}  // namespace sim
