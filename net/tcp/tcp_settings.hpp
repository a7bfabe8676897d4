#pragma once

#include <cstdint>
#include <optional>

#include "net/time.hpp"

namespace net {

// What one end of TCP may choose for itself. The defaults are those of a present-day Linux where the RFCs leave
// room.
struct TcpSettings {
  std::uint16_t mss = 1460;              // octets; told to the peer, and the most we put into a segment
  std::uint16_t receive_window = 65535;  // octets; never scaled
  Duration msl = 30s;                    // TIME-WAIT lasts twice this (RFC 9293 §3.4.2 allows any choice)
  Duration delayed_ack = 40ms;           // RFC 9293 §3.8.6.3: less than 0.5 s
  Duration initial_rto = 1s;             // RFC 6298 §2.1
  Duration minimum_rto = 200ms;          // RFC 6298 §2.4 says 1 s; Linux waits 200 ms
  Duration maximum_rto = 60s;            // RFC 6298 §2.5
  int syn_retries = 6;                   // retransmissions before an opening ends as timed out: 123 s
  int data_retries = 15;                 // the same for anything later
  std::optional<Duration> user_timeout;  // RFC 9293 §3.8.3: the longest silence of a peer that owes acknowledgments
};

}  // namespace net
