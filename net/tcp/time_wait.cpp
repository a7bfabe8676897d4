#include "net/tcp/time_wait.hpp"

namespace net {

TimeWaitStep step(const TimeWait& wait, const TcpSegment& segment, TimePoint now, Duration twice_msl) {
  const Sequence sequence(segment.sequence);
  TcpSegment ack;
  ack.source_port = wait.ports.local;
  ack.destination_port = wait.ports.peer;
  ack.sequence = wait.snd_nxt.number();
  ack.ack = true;
  ack.acknowledgment = wait.rcv_nxt.number();
  ack.window = wait.window;

  if (segment.rst) {  // RFC 5961 §3.2
    if (sequence == wait.rcv_nxt) return {std::nullopt, std::nullopt};
    const bool within = wait.rcv_nxt < sequence && sequence < wait.rcv_nxt + wait.window;
    return {wait, within ? std::optional(ack) : std::nullopt};
  }
  auto next = wait;
  if (segment.fin && sequence + segment.length() == wait.rcv_nxt) next.until = now + twice_msl;
  // Segments without octets stay unanswered even where the RFC would acknowledge them: two ends, both in this state
  // and both mistaken, would go on for ever.
  return {next, segment.length() > 0 ? std::optional(ack) : std::nullopt};
}

bool may_reopen(const TimeWait& wait, const TcpSegment& segment) {
  return segment.syn && !segment.ack && !segment.rst && Sequence(segment.sequence) > wait.rcv_nxt;
}

}  // namespace net
