#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// Six bytes naming one Ethernet station. Regular: copy, compare, print. There is no "no MAC": use optional.
class MacAddress {
 public:
  using Bytes = std::array<std::uint8_t, 6>;

  constexpr explicit MacAddress(Bytes bytes) : bytes_(bytes) {}
  static std::optional<MacAddress> parse(
      std::string_view text);  // "00:04:f2:aa:bb:cc" or "0004f2aabbcc", either case
  static constexpr MacAddress broadcast() { return MacAddress({255, 255, 255, 255, 255, 255}); }

  [[nodiscard]] constexpr const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] constexpr bool is_multicast() const { return (bytes_[0] & 1) != 0; }  // broadcast included
  [[nodiscard]] constexpr std::uint64_t number() const {  // the 48 bits, first byte highest
    std::uint64_t value = 0;
    for (const auto byte : bytes_) value = value << 8 | byte;
    return value;
  }
  [[nodiscard]] MacAddress plus(std::uint64_t steps) const;  // the address that many places on, modulo 2^48
  friend constexpr auto operator<=>(const MacAddress&, const MacAddress&) = default;

 private:
  Bytes bytes_;
};

std::string to_string(MacAddress mac);    // 00:04:f2:aa:bb:cc   for people and reports
std::string config_stem(MacAddress mac);  // 0004f2aabbcc        for Polycom file names and the gateway's log lines

// An IPv4 address as one number, most significant octet first.
class Ipv4Address {
 public:
  constexpr explicit Ipv4Address(std::uint32_t number) : number_(number) {}
  constexpr Ipv4Address(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d)
      : number_(std::uint32_t{a} << 24 | std::uint32_t{b} << 16 | std::uint32_t{c} << 8 | d) {}
  static std::optional<Ipv4Address> parse(std::string_view text);  // dotted quad, nothing else
  static constexpr Ipv4Address any() { return Ipv4Address(0); }
  static constexpr Ipv4Address broadcast() { return Ipv4Address(0xffffffff); }

  [[nodiscard]] constexpr std::uint32_t number() const { return number_; }
  [[nodiscard]] constexpr bool is_any() const { return number_ == 0; }
  [[nodiscard]] constexpr bool is_broadcast() const { return number_ == 0xffffffff; }
  [[nodiscard]] constexpr bool is_multicast() const { return number_ >> 28 == 0xe; }
  friend constexpr auto operator<=>(const Ipv4Address&, const Ipv4Address&) = default;

 private:
  std::uint32_t number_;
};

std::string to_string(Ipv4Address address);

// A host's own address together with its network: 192.168.100.1/24.
struct Ipv4Network {
  Ipv4Address address;
  int prefix_length;  // 0 to 32

  static std::optional<Ipv4Network> parse(std::string_view text);  // "192.168.100.1/24"
  [[nodiscard]] Ipv4Address mask() const;
  [[nodiscard]] Ipv4Address directed_broadcast() const;
  [[nodiscard]] bool contains(Ipv4Address other) const;
  friend auto operator<=>(const Ipv4Network&, const Ipv4Network&) = default;
};

std::string to_string(const Ipv4Network& network);

// nullopt for a mask with holes.
std::optional<int> prefix_length(Ipv4Address mask);

// One end of a TCP or UDP conversation.
struct Endpoint {
  Ipv4Address address;
  std::uint16_t port;
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

std::string to_string(const Endpoint& endpoint);  // 193.164.253.250:80

}  // namespace net

template <>
struct std::hash<net::MacAddress> {
  std::size_t operator()(const net::MacAddress& mac) const noexcept {
    return std::hash<std::uint64_t>()(mac.number());
  }
};
template <>
struct std::hash<net::Ipv4Address> {
  std::size_t operator()(const net::Ipv4Address& address) const noexcept {
    return std::hash<std::uint32_t>()(address.number());
  }
};
template <>
struct std::hash<net::Endpoint> {
  std::size_t operator()(const net::Endpoint& endpoint) const noexcept {
    return std::hash<std::uint64_t>()(std::uint64_t{endpoint.address.number()} << 16 | endpoint.port);
  }
};
