#include "net/dhcp_message.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace net {

namespace {

std::uint32_t big_endian(BytesView four) {
  return std::uint32_t{four[0]} << 24 | std::uint32_t{four[1]} << 16 | std::uint32_t{four[2]} << 8 | four[3];
}

Bytes big_endian(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
          static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
}

}  // namespace

std::string to_string(DhcpType type) {
  static constexpr std::array names{"DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM"};
  return names.at(static_cast<std::size_t>(type) - 1);
}

std::string to_string(DhcpFault fault) {
  switch (fault) {
    case DhcpFault::truncated: return "truncated";
    case DhcpFault::bad_operation: return "op is neither BOOTREQUEST nor BOOTREPLY";
    case DhcpFault::not_ethernet: return "not an Ethernet client";
    case DhcpFault::no_magic_cookie: return "no magic cookie";
    case DhcpFault::bad_option: return "bad option";
    case DhcpFault::repeated_type: return "more than one message type";
    case DhcpFault::no_message_type: return "no message type";
  }
  assert(false);
  return {};
}

const Bytes* DhcpMessage::option(std::uint8_t code) const {
  const auto found = std::find_if(options.begin(), options.end(), [&](const auto& o) { return o.code == code; });
  return found == options.end() ? nullptr : &found->value;
}

std::optional<DhcpType> DhcpMessage::type() const {
  const auto* value = option(dhcp_option::message_type);
  if (value == nullptr || value->size() != 1) return std::nullopt;
  const auto number = value->front();
  if (number < static_cast<std::uint8_t>(DhcpType::discover) ||
      number > static_cast<std::uint8_t>(DhcpType::inform)) {
    return std::nullopt;
  }
  return static_cast<DhcpType>(number);
}

std::optional<Ipv4Address> DhcpMessage::address_option(std::uint8_t code) const {
  const auto* value = option(code);
  if (value == nullptr || value->empty() || value->size() % 4 != 0) return std::nullopt;
  return Ipv4Address(big_endian(*value));
}

std::optional<Duration> DhcpMessage::seconds_option(std::uint8_t code) const {
  const auto* value = option(code);
  if (value == nullptr || value->size() != 4) return std::nullopt;
  return std::chrono::seconds(big_endian(*value));
}

std::optional<std::string> DhcpMessage::text_option(std::uint8_t code) const {
  const auto* value = option(code);
  if (value == nullptr) return std::nullopt;
  std::string text(as_text(*value));
  text.erase(text.find_last_not_of('\0') + 1);
  return text;
}

DhcpMessage& DhcpMessage::add(std::uint8_t code, Bytes value) {
  assert(code != 0 && code != 52 && code != 255);
  options.push_back({code, std::move(value)});
  return *this;
}

DhcpMessage& DhcpMessage::add(DhcpType type) {
  return add(dhcp_option::message_type, Bytes{static_cast<std::uint8_t>(type)});
}

DhcpMessage& DhcpMessage::add_address(std::uint8_t code, Ipv4Address address) {
  return add(code, big_endian(address.number()));
}

DhcpMessage& DhcpMessage::add_seconds(std::uint8_t code, Duration duration) {
  constexpr std::int64_t infinity = std::numeric_limits<std::uint32_t>::max();
  return add(code, big_endian(static_cast<std::uint32_t>(std::clamp<std::int64_t>(duration / 1s, 0, infinity))));
}

DhcpMessage& DhcpMessage::add_text(std::uint8_t code, std::string_view text) {
  const auto bytes = as_bytes(text);
  return add(code, Bytes(bytes.begin(), bytes.end()));
}

}  // namespace net
