#pragma once

#include <cstdint>

#include "net/address.hpp"
#include "net/bytes.hpp"

namespace net {

// The Internet checksum of IPv4, UDP, TCP and ICMP (RFC 1071): a ones' complement sum of 16-bit words.
class Checksum {
 public:
  Checksum& add(BytesView bytes);  // an odd octet at the end counts as the upper half of a word: only the last part
                                   // may have one
  Checksum& add(std::uint16_t word);
  Checksum& add(Ipv4Address address);

  // What belongs in the header's field when that was zero; zero when the field was there and right.
  [[nodiscard]] std::uint16_t value() const;

 private:
  std::uint64_t sum_ = 0;
};

}  // namespace net
