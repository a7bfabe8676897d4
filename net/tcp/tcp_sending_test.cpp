// A connection as a sender: segments, windows, time-outs.
#include <gtest/gtest.h>

#include <string>

#include "net/tcp/tcp_test_end.hpp"

namespace net {
namespace {

constexpr auto iss = TestEnd::iss;
constexpr auto irs = TestEnd::irs;

std::string octets(std::size_t n) { return std::string(n, 'x'); }

TEST(TcpSending, CutsSegmentsToThePeersMss) {
  TestEnd end;
  end.establish(8000, 100);
  EXPECT_EQ(end.writes(octets(250)), "ACK 1(100):1, ACK 101(100):1, ACK 201(50):1");
}

TEST(TcpSending, Assumes536WhenThePeerNamesNoMss) {
  TestEnd end;
  end.sent();
  end.gets(TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, iss + 1));
  EXPECT_EQ(end.writes(octets(600)), "ACK 1(536):1, ACK 537(64):1");
}

TEST(TcpSending, NamesItsOwnMssInItsSynOnly) {
  TestEnd end;
  const auto syn = end.tcp.next_segment(end.now);
  ASSERT_TRUE(syn);
  EXPECT_EQ(syn->mss, 1460);
  EXPECT_EQ(syn->window, 65535);
  EXPECT_FALSE(syn->ack);
}

TEST(TcpSending, DoesNotFearAnMssOfOne) {
  TestEnd end;
  end.establish(8000, 1);
  EXPECT_EQ(end.writes(octets(100)), "ACK 1(64):1, ACK 65(36):1");
}

TEST(TcpSending, HoldsNothingBackAsNagleWould) {
  TestEnd end;
  end.establish();
  EXPECT_EQ(end.writes("a"), "ACK 1(1):1");
  EXPECT_EQ(end.writes("b"), "ACK 2(1):1");
}

TEST(TcpSending, PutsFinOnTheLastSegmentWhenItFits) {
  TestEnd end;
  end.establish();
  end.tcp.write(as_bytes("bye"));
  EXPECT_EQ(end.finishes(), "ACK,FIN 1(3):1");
}

TEST(TcpSending, StaysWithinThePeersWindow) {
  TestEnd end;
  end.establish(3000);
  EXPECT_EQ(end.writes(octets(5000)), "ACK 1(1460):1, ACK 1461(1460):1");
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 2921, 3000)), "ACK 2921(1460):1, ACK 4381(620):1");
}

TEST(TcpSending, RepeatsALostSynWithDoublingIntervals) {
  TestEnd end;
  EXPECT_EQ(end.sent(), "SYN 0");
  EXPECT_EQ(end.waits(999ms), "");
  EXPECT_EQ(end.waits(1ms), "SYN 0");
  EXPECT_EQ(end.waits(2s), "SYN 0");
  EXPECT_EQ(end.waits(120s - 1ms), "SYN 0, SYN 0, SYN 0, SYN 0");
  EXPECT_FALSE(end.tcp.end());
  EXPECT_EQ(end.waits(1ms), "");
  EXPECT_EQ(end.tcp.end(), StreamEnd::timed_out);
}

TEST(TcpSending, RepeatsALostFinUntilItIsAcknowledged) {
  TestEnd end;
  end.establish();
  EXPECT_EQ(end.finishes(), "ACK,FIN 1:1");
  EXPECT_EQ(end.waits(200ms), "ACK,FIN 1:1");
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 2)), "");
  EXPECT_EQ(end.waits(1h), "");
  EXPECT_EQ(end.tcp.state(), TcpState::fin_wait_2);
}

TEST(TcpSending, BeginsAgainWithOneSegmentAfterATimeOut) {
  TestEnd end;
  end.establish(8000, 1000);
  EXPECT_EQ(end.writes(octets(3000)), "ACK 1(1000):1, ACK 1001(1000):1, ACK 2001(1000):1");
  EXPECT_EQ(end.waits(200ms), "ACK 1(1000):1");
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 1001)), "ACK 1001(1000):1, ACK 2001(1000):1");
}

TEST(TcpSending, GoesOnAfterWhatThePeerHadKeptWhenTheHoleIsFilled) {
  TestEnd end;
  end.establish(8000, 1000);
  end.writes(octets(3000));
  end.waits(200ms);
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 3001)), "") << "nothing is sent again that was acknowledged";
}

TEST(TcpSending, DoesNotMeasureWhatItSentTwice) {
  TestEnd end;
  end.establish();
  end.writes("x");
  end.waits(200ms);  // sent again
  end.waits(10ms);
  end.gets(TestEnd::ack(iss + 2));
  EXPECT_EQ(end.tcp.sender().rto(), 400ms) << "the back-off stays until a fresh round trip is measured (Karn)";
  end.writes("y");
  end.waits(20ms);
  end.gets(TestEnd::ack(iss + 3));
  EXPECT_EQ(end.tcp.sender().rto(), 200ms);
}

TEST(TcpSending, GivesUpAfterFifteenRetransmissions) {
  TestEnd end;
  end.establish();
  end.writes("x");
  std::size_t again = 0;
  while (!end.tcp.end()) again += end.waits(100ms).empty() ? 0U : 1U;
  EXPECT_EQ(again, 15U);
  EXPECT_EQ(end.tcp.end(), StreamEnd::timed_out);
  EXPECT_FALSE(end.tcp.wakes_at());
}

TEST(TcpSending, GivesUpEarlierWithAUserTimeOut) {
  TcpSettings settings;
  settings.user_timeout = 5s;
  TestEnd end(settings);
  end.establish();
  end.waits(1min);  // silence is no sin while nothing is owed
  end.writes("x");
  end.waits(5s - 1ms);
  EXPECT_FALSE(end.tcp.end());
  end.waits(1ms);
  EXPECT_EQ(end.tcp.end(), StreamEnd::timed_out);
}

TEST(TcpSending, RetransmitsFastOnTheThirdDuplicate) {
  TestEnd end;
  end.establish(60000, 1000);
  end.writes(octets(6000));
  const auto duplicate = TestEnd::ack(iss + 1, 60000);
  EXPECT_EQ(end.gets(duplicate), "");
  EXPECT_EQ(end.gets(duplicate), "");
  EXPECT_EQ(end.gets(duplicate), "ACK 1(1000):1");
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 3001, 60000)), "ACK 3001(1000):1")
      << "a partial acknowledgment: the next hole";
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 6001, 60000)), "");
}

TEST(TcpSending, CountsNoDuplicatesThatCarryOctetsOrMoveTheWindow) {
  TestEnd end;
  end.establish(60000, 1000);
  end.writes(octets(6000));
  for (std::uint16_t i = 1; i <= 4; ++i) {
    EXPECT_EQ(end.gets(TestEnd::ack(iss + 1, static_cast<std::uint16_t>(50000 + i))), "");
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(end.gets(TestEnd::data(irs + 1 + i, "x")).find("(1000)"), std::string::npos);
  }
}

TEST(TcpSending, ProbesAClosedWindowForEverAsLongAsItIsAnswered) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::ack(iss + 1, 0));
  EXPECT_EQ(end.writes("dialtone"), "");
  EXPECT_EQ(end.waits(200ms), "ACK 1(1):1");
  for (int i = 0; i < 100; ++i) {
    end.gets(TestEnd::ack(iss + 1, 0));
    EXPECT_NE(end.waits(61s), "");
  }
  EXPECT_FALSE(end.tcp.end());
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 1, 5)), "ACK 1(5):1") << "the octet that probed is sent again";
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 6, 5)), "ACK 6(3):1");
}

TEST(TcpSending, GivesUpAClosedWindowThatDoesNotAnswer) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::ack(iss + 1, 0));
  end.writes("dialtone");
  end.waits(1h);
  EXPECT_EQ(end.tcp.end(), StreamEnd::timed_out);
}

TEST(TcpSending, TakesTheAcknowledgmentOfAProbeThatWentIn) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::ack(iss + 1, 0));
  end.writes("dialtone");
  end.waits(200ms);
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 2, 0)), "");
  EXPECT_EQ(end.gets(TestEnd::ack(iss + 2, 100)), "ACK 2(7):1");
}

TEST(TcpSending, AcknowledgesWithANumberThatAClosedPeerLetsIn) {
  TestEnd end;
  end.establish();
  end.gets(TestEnd::ack(iss + 1, 0));
  end.writes("dialtone");
  end.waits(200ms);  // one octet probes
  auto data = TestEnd::data(irs + 1, "x");
  data.window = 0;
  end.gets(data);
  EXPECT_EQ(end.waits(40ms), "ACK 1:2") << "not 2: the peer expects 1, and its window is closed";
}

TEST(TcpSending, DoesNotLetAnOldSegmentMoveTheWindow) {
  TestEnd end;
  end.establish(8000);
  end.gets(TestEnd::data(irs + 1, "new"));
  end.gets(TestEnd::data(irs + 4, "newer"));
  EXPECT_EQ(end.tcp.sender().window(), 8000U);
  end.gets(TestEnd::ack(iss + 1, 1, irs + 2));
  EXPECT_EQ(end.tcp.sender().window(), 8000U);
}

TEST(TcpSending, StartsSlowlyAgainAfterIdling) {
  TestEnd end;
  end.establish(60000, 1000);
  std::uint32_t acknowledged = iss + 1;
  for (int i = 0; i < 20; ++i) {  // opens the congestion window
    end.writes(octets(10000));
    for (int k = 0; k < 10; ++k) end.gets(TestEnd::ack(acknowledged += 1000, 60000));
  }
  EXPECT_GT(end.tcp.sender().congestion().window(), 50000U);
  end.waits(10s);
  end.writes(octets(30000));
  EXPECT_EQ(end.tcp.sender().highest() - end.tcp.sender().una(), 10000);
}

TEST(TcpSending, CrossesTheWrapOfItsNumbers) {
  TestEnd end;
  end.tcp = TcpConnection::open(TestEnd::ports, Sequence(0xfffffffe), end.settings);
  end.sent();
  end.gets(TestEnd::from_peer({.sequence = irs, .window = 8000, .syn = true}, 0xffffffff));
  end.writes("dialtone");
  EXPECT_EQ(end.tcp.sender().highest().number(), 7U);
  end.gets(TestEnd::ack(3));
  EXPECT_EQ(end.tcp.sender().queued(), 4U);
  EXPECT_EQ(end.finishes(), "ACK,FIN -993:1");
  end.gets(TestEnd::ack(8));
  EXPECT_EQ(end.tcp.state(), TcpState::fin_wait_2);
}

}  // namespace
}  // namespace net
