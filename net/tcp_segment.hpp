#pragma once

#include <cstdint>
#include <optional>

#include "net/bytes.hpp"

namespace net {

// A TCP segment as RFC 9293 §3.1 names its fields. Of the options only MSS is kept.
struct TcpSegment {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;        // SEG.SEQ
  std::uint32_t acknowledgment = 0;  // SEG.ACK, meaningful when `ack`
  std::uint16_t window = 0;          // SEG.WND, never scaled
  bool syn = false;
  bool ack = false;
  bool fin = false;
  bool rst = false;
  bool psh = false;
  std::optional<std::uint16_t> mss{};  // only ever on a SYN
  Bytes payload{};

  // SEG.LEN: the octets of sequence space it takes, SYN and FIN counting one each.
  [[nodiscard]] std::uint32_t length() const {
    return static_cast<std::uint32_t>(payload.size()) + (syn ? 1U : 0U) + (fin ? 1U : 0U);
  }
  friend bool operator==(const TcpSegment&, const TcpSegment&) = default;
};

}  // namespace net
