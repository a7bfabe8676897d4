#include "net/checksum.hpp"

namespace net {

Checksum& Checksum::add(BytesView bytes) {
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) sum_ += std::uint32_t{bytes[at]} << 8 | bytes[at + 1];
  if (at < bytes.size()) sum_ += std::uint32_t{bytes[at]} << 8;
  return *this;
}

Checksum& Checksum::add(std::uint16_t word) {
  sum_ += word;
  return *this;
}

Checksum& Checksum::add(Ipv4Address address) {
  sum_ += (address.number() >> 16) + (address.number() & 0xffff);
  return *this;
}

std::uint16_t Checksum::value() const {
  auto folded = sum_;
  while (folded > 0xffff) folded = (folded >> 16) + (folded & 0xffff);
  return static_cast<std::uint16_t>(~folded);
}

}  // namespace net
