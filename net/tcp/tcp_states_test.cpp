// Every state of RFC 9293 against everything that can happen to it, as one table: a forgotten arrow shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "net/tcp/tcp_test_end.hpp"

namespace net {
namespace {

constexpr auto iss = TestEnd::iss;
constexpr auto irs = TestEnd::irs;

void bring_to(TestEnd& end, TcpState state) {
  const auto peer_finishes = [&](std::uint32_t ack) {
    end.gets(TestEnd::from_peer({.sequence = irs + 1, .window = 8000, .fin = true}, ack));
  };
  if (state == TcpState::syn_sent) return void(end.sent());
  if (state == TcpState::syn_received) {
    const auto syn = TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, std::nullopt);
    end.tcp = TcpConnection::accept(TestEnd::ports, syn, Sequence(iss), end.settings);
    return void(end.sent());
  }
  end.establish();
  switch (state) {
    case TcpState::closed:
      end.tcp.abort();
      end.sent();
      break;
    case TcpState::fin_wait_1: end.finishes(); break;
    case TcpState::fin_wait_2:
      end.finishes();
      end.gets(TestEnd::ack(iss + 2));
      break;
    case TcpState::close_wait: peer_finishes(iss + 1); break;
    case TcpState::closing:
      end.finishes();
      peer_finishes(iss + 1);
      break;
    case TcpState::last_ack:
      peer_finishes(iss + 1);
      end.finishes();
      break;
    case TcpState::time_wait:
      end.finishes();
      peer_finishes(iss + 2);
      break;
    default: break;
  }
  ASSERT_EQ(end.tcp.state(), state);
}

struct Event {
  const char* name;
  void (*happen)(TestEnd&);
};

std::uint32_t next_of_peer(const TestEnd& end) {
  return end.tcp.receiver() ? end.tcp.receiver()->next().number() : irs;
}
std::uint32_t all(const TestEnd& end) { return end.tcp.sender().highest().number(); }
std::uint32_t nothing_new(const TestEnd& end) { return end.tcp.sender().una().number(); }
void arrive(TestEnd& end, TcpSegment segment, std::optional<std::uint32_t> ack) {
  segment.window = 8000;
  end.tcp.segment(TestEnd::from_peer(std::move(segment), ack), end.now);
}

const std::array events{
    Event{"SYN", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) + 10, .syn = true}, std::nullopt); }},
    Event{"SYN,ACK", [](TestEnd& e) { arrive(e, {.sequence = irs, .syn = true}, all(e)); }},
    Event{"ACK of all", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e)}, all(e)); }},
    Event{"ACK of nothing new", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e)}, nothing_new(e)); }},
    Event{"ACK of what was not sent", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e)}, all(e) + 1); }},
    Event{"no ACK", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .payload = {'x'}}, std::nullopt); }},
    Event{"octets", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .payload = {'x'}}, nothing_new(e)); }},
    Event{"octets come before",
          [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) - 1, .payload = {'x'}}, nothing_new(e)); }},
    Event{"octets beyond the window",
          [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) + 70000, .payload = {'x'}}, nothing_new(e)); }},
    Event{"FIN", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .fin = true}, nothing_new(e)); }},
    Event{"FIN, ACK of all", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .fin = true}, all(e)); }},
    Event{"FIN come before", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) - 1, .fin = true}, all(e)); }},
    Event{"RST in its place", [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .rst = true}, all(e)); }},
    Event{"RST without ACK",
          [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e), .rst = true}, std::nullopt); }},
    Event{"RST in the window",
          [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) + 9, .rst = true}, all(e)); }},
    Event{"RST beyond it",
          [](TestEnd& e) { arrive(e, {.sequence = next_of_peer(e) + 70000, .rst = true}, all(e)); }},
    Event{"finish", [](TestEnd& e) { e.tcp.finish(); }},
    Event{"abort", [](TestEnd& e) { e.tcp.abort(); }},
    Event{"silence",
          [](TestEnd& e) {
            for (e.waits(1h); e.tcp.wakes_at();) e.waits(1h);
          }},
};

constexpr std::array states{std::pair{TcpState::syn_sent, "SS"},    std::pair{TcpState::syn_received, "SR"},
                            std::pair{TcpState::established, "ES"}, std::pair{TcpState::fin_wait_1, "F1"},
                            std::pair{TcpState::fin_wait_2, "F2"},  std::pair{TcpState::close_wait, "CW"},
                            std::pair{TcpState::closing, "CG"},     std::pair{TcpState::last_ack, "LA"},
                            std::pair{TcpState::time_wait, "TW"},   std::pair{TcpState::closed, "CL"}};

std::string column(const std::string& text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

// "ES:A": goes to ESTABLISHED and sends an ACK. "-": stays, silently. A small letter says how a Stream would be
// told that it is over: finished, refused, reset, timed out.
std::string cell(TcpState state, const Event& event) {
  TestEnd end;
  bring_to(end, state);
  event.happen(end);
  std::string letters;
  while (const auto segment = end.tcp.next_segment(end.now)) {
    letters += segment->rst ? "R" : segment->syn ? "S" : segment->fin ? "F" : segment->payload.empty() ? "A" : "D";
  }
  const auto next =
      std::find_if(states.begin(), states.end(), [&](const auto& s) { return s.first == end.tcp.state(); });
  std::string text = next->first == state ? "-" : next->second;
  if (next->first == TcpState::closed && end.tcp.end()) {
    text += std::array{"f", "r", "u", "t", "x"}[static_cast<std::size_t>(*end.tcp.end())];
  }
  return text + (letters.empty() ? "" : ":" + letters);
}

TEST(TcpStates, AnswerEveryEventAsRfc9293Says) {
  std::string table = "\n" + column("", 26);
  for (const auto& [state, code] : states) table += column(code, 7);
  table.erase(table.find_last_not_of(' ') + 1);
  for (const auto& event : events) {
    table += "\n" + column(event.name, 26);
    for (const auto& [state, code] : states) table += column(cell(state, event), 7);
    table.erase(table.find_last_not_of(' ') + 1);
  }
  EXPECT_EQ(table + "\n", R"(
                          SS     SR     ES     F1     F2     CW     CG     LA     TW     CL
SYN                       SR:S   CLx    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
SYN,ACK                   ES:A   -:A    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
ACK of all                -      ES     -      F2     -      -      TW     CLf    -      -
ACK of nothing new        -:R    -:R    -      -      -      -      -      -      -      -
ACK of what was not sent  -:R    -:R    -:A    -:A    -:A    -:A    -:A    -:A    -      -
no ACK                    -      -      -      -      -      -      -      -      -:A    -
octets                    -:R    -:R    -      -      -      -:A    -:A    -:A    -:A    -
octets come before        -:R    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
octets beyond the window  -:R    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
FIN                       -:R    -:R    CW:A   CG:A   TW:A   -:A    -:A    -:A    -:A    -
FIN, ACK of all           -      CW:A   CW:A   TW:A   TW:A   -:A    TW:A   CLf    -:A    -
FIN come before           -      -:A    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
RST in its place          CLr    CLx    CLx    CLx    CLx    CLx    CLx    CLx    CLf    -
RST without ACK           -      CLx    CLx    CLx    CLx    CLx    CLx    CLx    CLf    -
RST in the window         CLr    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -:A    -
RST beyond it             CLr    -      -      -      -      -      -      -      -      -
finish                    -      -      F1:F   -      -      LA:F   -      -      -      -
abort                     CL     CL:R   CL:R   CL:R   CL:R   CL:R   CL     CL     CL     -
silence                   CLt    CLt    -      CLt    -      -      CLt    CLt    CLf    -
)");
}

}  // namespace
}  // namespace net
