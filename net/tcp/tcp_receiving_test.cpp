// A connection as a receiver: order, windows, acknowledgments; and how two ends open and part.
#include <gtest/gtest.h>

#include <string>

#include "net/tcp/tcp_test_end.hpp"

namespace net {
namespace {

constexpr auto iss = TestEnd::iss;
constexpr auto irs = TestEnd::irs;

std::string octets(std::size_t n) { return std::string(n, 'x'); }
std::string text(const Bytes& bytes) { return std::string(as_text(bytes)); }

TEST(TcpReceiving, DelaysTheAcknowledgmentOfOneSegmentBy40Ms) {
  TestEnd end;
  end.establish();
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1, "x")), "");
  EXPECT_EQ(end.waits(40ms - 1ns), "");
  EXPECT_EQ(end.waits(1ns), "ACK 1:2");
  EXPECT_EQ(end.waits(1h), "");
}

TEST(TcpReceiving, AcknowledgesEverySecondFullSegmentAtOnce) {
  TestEnd end;
  end.establish();
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1, octets(1000))), "");
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1001, octets(1000))), "ACK 1:2001");
  EXPECT_EQ(end.gets(TestEnd::data(irs + 2001, octets(1000))), "");
}

TEST(TcpReceiving, LetsDataCarryTheAcknowledgment) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::data(irs + 1, "x"));
  EXPECT_EQ(end.writes("y"), "ACK 1(1):2");
  EXPECT_EQ(end.waits(40ms), "");
}

TEST(TcpReceiving, AcknowledgesAtOnceWhatIsOutOfOrderAndWhatFillsTheHole) {
  TestEnd end;
  end.establish();
  EXPECT_EQ(end.gets(TestEnd::data(irs + 5, "tone")), "ACK 1:1");
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1, "dial")), "ACK 1:9");
  EXPECT_EQ(text(end.tcp.read()), "dialtone");
}

TEST(TcpReceiving, AcknowledgesAgainWhatItHad) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::data(irs + 1, "dial"));
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1, "dial")), "ACK 1:5");
  EXPECT_EQ(text(end.tcp.read()), "dial");
  EXPECT_EQ(text(end.tcp.read()), "");
}

TEST(TcpReceiving, TakesOnlyWhatFitsTheWindowAndOpensItWhenRead) {
  TcpSettings settings;
  settings.receive_window = 4000;
  settings.mss = 1000;
  TestEnd end(settings);
  end.establish();
  end.gets(TestEnd::data(irs + 1, octets(2000)));
  EXPECT_EQ(end.gets(TestEnd::data(irs + 2001, octets(3000))), "ACK 1:4001");
  EXPECT_EQ(end.tcp.receiver()->window(), 0);
  EXPECT_EQ(end.gets(TestEnd::data(irs + 4001, "x")), "ACK 1:4001") << "a probe is answered";
  EXPECT_EQ(end.tcp.read(999).size(), 999U);
  EXPECT_EQ(end.sent(), "") << "too little to tell: the silly window";
  EXPECT_EQ(end.gets(TestEnd::data(irs + 4001, "x")), "ACK 1:4001");
  EXPECT_EQ(end.tcp.receiver()->window(), 0);
  end.tcp.read(1001);
  EXPECT_EQ(end.sent(), "ACK 1:4001");
  EXPECT_EQ(end.tcp.receiver()->window(), 2000);
}

TEST(TcpReceiving, HearsAcknowledgmentsWhileItsWindowIsClosed) {
  TcpSettings settings;
  settings.receive_window = 1000;
  TestEnd end(settings);
  end.establish();
  end.writes("hello");
  end.gets(TestEnd::data(irs + 1, octets(1000)));
  EXPECT_EQ(end.tcp.receiver()->window(), 0);
  end.gets(TestEnd::data(irs + 1001, "x", iss + 6));
  EXPECT_EQ(end.tcp.sender().queued(), 0U);
  EXPECT_EQ(end.tcp.readable(), 1000U);
}

TEST(TcpReceiving, CrossesTheWrapOfThePeersNumbers) {
  TestEnd end;
  end.sent();
  end.gets(TestEnd::from_peer({.sequence = 0xfffffffc, .window = 8000, .syn = true}, iss + 1));
  end.gets(TestEnd::data(1, "tone"));
  end.gets(TestEnd::data(0xfffffffd, "dial"));
  EXPECT_EQ(text(end.tcp.read()), "dialtone");
  EXPECT_EQ(end.tcp.receiver()->next().number(), 5U);
}

TEST(TcpReceiving, ChallengesOnlySoOften) {
  TestEnd end;
  end.establish();
  const auto blind = TestEnd::from_peer({.sequence = irs + 100, .rst = true}, std::nullopt);
  int answers = 0;
  for (int i = 0; i < 100; ++i) answers += end.gets(blind).empty() ? 0 : 1;
  EXPECT_EQ(answers, 10);
  end.waits(1s);
  EXPECT_EQ(end.gets(blind), "ACK 1:1");
}

TEST(TcpReceiving, RefusesAcknowledgmentsTooOldToBeTrue) {
  TestEnd end;
  end.establish(100);
  EXPECT_EQ(end.gets(TestEnd::data(irs + 1, "forged", iss + 1 - 101)), "ACK 1:1");
  EXPECT_EQ(end.tcp.readable(), 0U);
  end.gets(TestEnd::data(irs + 1, "late", iss + 1 - 100));
  EXPECT_EQ(end.tcp.readable(), 4U);
}

TEST(TcpParting, HalfClosedItStillReceives) {
  TestEnd end;
  end.establish();
  end.finishes();
  end.gets(TestEnd::ack(iss + 2));
  end.gets(TestEnd::data(irs + 1, "dialtone", iss + 2));
  EXPECT_EQ(text(end.tcp.read()), "dialtone");
  EXPECT_FALSE(end.tcp.peer_finished());
  auto fin = TestEnd::ack(iss + 2, 8000, irs + 9);
  fin.fin = true;
  EXPECT_EQ(end.gets(fin), "ACK 2:10");
  EXPECT_TRUE(end.tcp.peer_finished());
  EXPECT_EQ(end.tcp.end(), StreamEnd::finished);
}

TEST(TcpParting, HalfClosedByThePeerItStillSends) {
  TestEnd end;
  end.establish();
  auto fin = TestEnd::ack(iss + 1);
  fin.fin = true;
  end.gets(fin);
  EXPECT_TRUE(end.tcp.peer_finished());
  EXPECT_EQ(end.writes("dialtone"), "ACK 1(8):2");
  EXPECT_EQ(end.finishes(), "ACK,FIN 9:2");
  end.gets(TestEnd::ack(iss + 10, 8000, irs + 2));
  EXPECT_EQ(end.tcp.state(), TcpState::closed);
  EXPECT_EQ(end.tcp.end(), StreamEnd::finished);
}

TEST(TcpParting, FinishesOnceOpenWhenAskedBefore) {
  TestEnd end;
  end.tcp.write(as_bytes("hello"));
  end.tcp.finish();
  EXPECT_EQ(end.sent(), "SYN 0");
  EXPECT_EQ(end.gets(TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, iss + 1)),
            "ACK,FIN 1(5):1");
  EXPECT_EQ(end.tcp.state(), TcpState::fin_wait_1);
}

TEST(TcpParting, ToldOfThePeersFinOnlyWhenEverythingIsRead) {
  TestEnd end;
  end.establish();
  auto last = TestEnd::data(irs + 1, "bye");
  last.fin = true;
  end.gets(last);
  EXPECT_FALSE(end.tcp.peer_finished());
  end.tcp.read();
  EXPECT_TRUE(end.tcp.peer_finished());
}

TEST(TcpParting, WaitsTwoSegmentLifetimesAnewForEachFinComeAgain) {
  TestEnd end;
  end.establish();
  end.finishes();
  auto fin = TestEnd::ack(iss + 2);
  fin.fin = true;
  end.gets(fin);
  end.waits(59s);
  EXPECT_EQ(end.gets(fin), "ACK 2:2");
  end.waits(60s - 1ns);
  EXPECT_EQ(end.tcp.state(), TcpState::time_wait);
  end.waits(1ns);
  EXPECT_EQ(end.tcp.state(), TcpState::closed);
}

TEST(TcpOpening, OpensFromBothEndsAtOnce) {
  TestEnd end;
  end.sent();
  EXPECT_EQ(end.gets(TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, std::nullopt)),
            "SYN,ACK 0:1");
  EXPECT_EQ(end.gets(TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, iss + 1)), "ACK 1:1");
  end.gets(TestEnd::ack(iss + 1));
  EXPECT_EQ(end.tcp.state(), TcpState::established);
}

TEST(TcpOpening, AnswersWhatFitsNoConnectionWithAResetThatFits) {
  const auto old = reset_for(TestEnd::ack(77));
  ASSERT_TRUE(old);
  EXPECT_EQ(old->sequence, 77U);
  EXPECT_FALSE(old->ack);
  const auto syn = reset_for(TestEnd::from_peer({.sequence = 9, .syn = true}, std::nullopt));
  ASSERT_TRUE(syn);
  EXPECT_EQ(syn->acknowledgment, 10U);
  EXPECT_TRUE(syn->ack);
  EXPECT_FALSE(reset_for(TestEnd::from_peer({.rst = true}, std::nullopt)));
}

}  // namespace
}  // namespace net
