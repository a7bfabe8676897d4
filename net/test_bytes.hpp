#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "net/bytes.hpp"

namespace net {

// For tests: octets as a capture prints them. White space separates; "00*202" stands for 202 zeros.
inline Bytes from_hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\n') {
      ++at;
    } else if (text[at] == '*') {
      char* after = nullptr;
      const auto count = std::strtoul(text.data() + at + 1, &after, 10);
      bytes.resize(bytes.size() - 1 + count, bytes.at(bytes.size() - 1));
      at = static_cast<std::size_t>(after - text.data());
    } else {
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(std::string(text.substr(at, 2)), nullptr, 16)));
      at += 2;
    }
  }
  return bytes;
}

}  // namespace net
