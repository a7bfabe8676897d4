#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace net {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

// The same octets seen as bytes or as text. Neither copies: the argument must outlive the view.
BytesView as_bytes(std::string_view text);
std::string_view as_text(BytesView bytes);

// "0004f2" for {0x00, 0x04, 0xf2}: lower case, nothing between.
std::string hex(BytesView bytes);

}  // namespace net
