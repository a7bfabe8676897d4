#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/tcp/tcp_connection.hpp"

namespace net {

// For tests: one TcpConnection, and a peer played by hand whose first number is 5000 where ours is 1000.
struct TestEnd {
  static constexpr std::uint32_t iss = 1000;
  static constexpr std::uint32_t irs = 5000;
  static constexpr TcpPorts ports{49152, 80};

  TcpSettings settings;
  TimePoint now{};
  TcpConnection tcp = TcpConnection::open(ports, Sequence(iss), settings);

  TestEnd() = default;
  explicit TestEnd(const TcpSettings& chosen)
      : settings(chosen), tcp(TcpConnection::open(ports, Sequence(iss), settings)) {}
  TestEnd(const TestEnd&) = delete;  // the connection points at the settings
  TestEnd& operator=(const TestEnd&) = delete;

  // What the connection sends now, in the notation of `show`.
  std::string sent() {
    std::string text;
    while (const auto segment = tcp.next_segment(now)) text += (text.empty() ? "" : ", ") + show(*segment);
    return text;
  }
  // A segment arrives; what is sent because of it.
  std::string gets(const TcpSegment& segment) {
    tcp.segment(segment, now);
    return sent();
  }
  // Time passes, timers ring as they are due; what is sent meanwhile.
  std::string waits(Duration duration) {
    const auto until = now + duration;
    std::string text;
    while (tcp.wakes_at() && *tcp.wakes_at() <= until) {
      now = std::max(now, *tcp.wakes_at());
      tcp.tick(now);
      const auto more = sent();
      text += (text.empty() || more.empty() ? "" : ", ") + more;
    }
    now = until;
    return text;
  }
  std::string writes(std::string_view text) {
    tcp.write(as_bytes(text));
    return sent();
  }
  std::string finishes() {
    tcp.finish();
    return sent();
  }

  // The three-way handshake, opened by us; the peer offers `window` and `mss`.
  void establish(std::uint16_t window = 8000, std::uint16_t mss = 1460) {
    sent();
    gets(from_peer({.sequence = irs, .window = window, .syn = true, .mss = mss}, iss + 1));
  }

  // Numbers as they stand in the segment.
  static TcpSegment from_peer(TcpSegment segment, std::optional<std::uint32_t> ack) {
    segment.source_port = ports.peer;
    segment.destination_port = ports.local;
    segment.ack = ack.has_value();
    segment.acknowledgment = ack.value_or(0);
    return segment;
  }
  static TcpSegment ack(std::uint32_t number, std::uint16_t window = 8000, std::uint32_t sequence = irs + 1) {
    return from_peer({.sequence = sequence, .window = window}, number);
  }
  static TcpSegment data(std::uint32_t sequence, std::string_view text, std::uint32_t ack = iss + 1) {
    const auto octets = as_bytes(text);
    return from_peer({.sequence = sequence, .window = 8000, .payload = Bytes(octets.begin(), octets.end())}, ack);
  }

  // Numbers relative to 1000 and 5000: "SYN 0", "ACK 1:1", "ACK,FIN 1:1", "ACK 1(5):3" for five octets.
  static std::string show(const TcpSegment& s) {
    std::string text;
    for (const auto& [set, name] : {std::pair{s.syn, "SYN"}, {s.rst, "RST"}, {s.ack, "ACK"}, {s.fin, "FIN"}}) {
      if (set) text += (text.empty() ? "" : ",") + std::string(name);
    }
    text += " " + std::to_string(static_cast<std::int32_t>(s.sequence - iss));
    if (!s.payload.empty()) text += "(" + std::to_string(s.payload.size()) + ")";
    if (s.ack) text += ":" + std::to_string(static_cast<std::int32_t>(s.acknowledgment - irs));
    return text;
  }
};

}  // namespace net
