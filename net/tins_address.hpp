#pragma once

#include <tins/endianness.h>
#include <tins/hw_address.h>
#include <tins/ip_address.h>

#include <algorithm>

#include "net/address.hpp"

// Addresses between libtins, which keeps them in network order and converts without being asked, and ours. For the
// codecs only.
namespace net {

inline Ipv4Address from_tins(Tins::IPv4Address address) {
  return Ipv4Address(Tins::Endian::be_to_host(static_cast<std::uint32_t>(address)));
}

inline Tins::IPv4Address to_tins(Ipv4Address address) {
  return Tins::IPv4Address(Tins::Endian::host_to_be(address.number()));
}

inline MacAddress from_tins(const Tins::HWAddress<6>& mac) {
  MacAddress::Bytes bytes{};
  std::copy(mac.begin(), mac.end(), bytes.begin());
  return MacAddress(bytes);
}

inline Tins::HWAddress<6> to_tins(MacAddress mac) { return Tins::HWAddress<6>(mac.bytes().data()); }

}  // namespace net
