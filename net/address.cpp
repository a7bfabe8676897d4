#include "net/address.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>

namespace net {
namespace {

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

// A whole decimal number of at most `limit`, without sign or needless leading zeros.
std::optional<unsigned> decimal(std::string_view text, unsigned limit) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || value > limit || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return value;
}

}  // namespace

std::optional<MacAddress> MacAddress::parse(std::string_view text) {
  const bool colons = text.size() == 17;
  if (!colons && text.size() != 12) return std::nullopt;
  Bytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (colons && i > 0 && text[at++] != ':') return std::nullopt;
    const auto high = hex_digit(text[at++]);
    const auto low = hex_digit(text[at++]);
    if (!high || !low) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return MacAddress(bytes);
}

MacAddress MacAddress::plus(std::uint64_t steps) const {
  auto value = number() + steps;
  Bytes bytes{};
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8)
    *byte = static_cast<std::uint8_t>(value);
  return MacAddress(bytes);
}

std::string to_string(MacAddress mac) {
  const auto& b = mac.bytes();
  return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", b[0], b[1], b[2], b[3], b[4], b[5]);
}

std::string config_stem(MacAddress mac) { return fmt::format("{:012x}", mac.number()); }

std::optional<Ipv4Address> Ipv4Address::parse(std::string_view text) {
  std::uint32_t number = 0;
  for (int octet = 0; octet < 4; ++octet) {
    const auto dot = octet < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto value = decimal(text.substr(0, dot), 255);
    if (!value) return std::nullopt;
    number = number << 8 | *value;
    text.remove_prefix(octet < 3 ? dot + 1 : dot);
  }
  return Ipv4Address(number);
}

std::string to_string(Ipv4Address address) {
  const auto n = address.number();
  return fmt::format("{}.{}.{}.{}", n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255);
}

std::optional<Ipv4Network> Ipv4Network::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = Ipv4Address::parse(text.substr(0, slash));
  const auto length = decimal(text.substr(slash + 1), 32);
  if (!address || !length) return std::nullopt;
  return Ipv4Network{*address, static_cast<int>(*length)};
}

Ipv4Address Ipv4Network::mask() const {
  return Ipv4Address(prefix_length == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix_length));
}

Ipv4Address Ipv4Network::directed_broadcast() const { return Ipv4Address(address.number() | ~mask().number()); }

bool Ipv4Network::contains(Ipv4Address other) const {
  return ((address.number() ^ other.number()) & mask().number()) == 0;
}

std::string to_string(const Ipv4Network& network) {
  return to_string(network.address) + "/" + std::to_string(network.prefix_length);
}

std::optional<int> prefix_length(Ipv4Address mask) {
  const int ones = std::countl_one(mask.number());
  if (Ipv4Network{mask, ones}.mask() != mask) return std::nullopt;
  return ones;
}

std::string to_string(const Endpoint& endpoint) {
  return to_string(endpoint.address) + ":" + std::to_string(endpoint.port);
}

}  // namespace net
