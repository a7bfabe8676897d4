#pragma once

#include <cstdint>
#include <optional>

#include "net/tcp/tcp_sequence.hpp"
#include "net/tcp_segment.hpp"
#include "net/time.hpp"

namespace net {

// The two ports of a connection, as the sender of a segment sees them.
struct TcpPorts {
  std::uint16_t local;
  std::uint16_t peer;
  friend bool operator==(const TcpPorts&, const TcpPorts&) = default;
};

// All that must be remembered of a connection in TIME-WAIT: thousands of these are cheap.
struct TimeWait {
  TcpPorts ports;
  Sequence snd_nxt;
  Sequence rcv_nxt;
  std::uint16_t window;  // as last offered
  TimePoint until;
  friend bool operator==(const TimeWait&, const TimeWait&) = default;
};

struct TimeWaitStep {
  std::optional<TimeWait> next;  // none: the connection is forgotten
  std::optional<TcpSegment> answer;
};

// RFC 9293 §3.10.7.4 for TIME-WAIT: a FIN come again is acknowledged and the wait of `twice_msl` begins anew.
[[nodiscard]] TimeWaitStep step(const TimeWait& wait, const TcpSegment& segment, TimePoint now, Duration twice_msl);

// A SYN that may open a new connection in place of the old one: its numbers begin after the old ones (§3.6.1).
[[nodiscard]] bool may_reopen(const TimeWait& wait, const TcpSegment& segment);

}  // namespace net
