#include "net/tcp/tcp_stack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "net/virtual_loop.hpp"

namespace net {
namespace {

constexpr Ipv4Address handset_address(10, 0, 0, 2);
constexpr Ipv4Address server_address(10, 0, 0, 1);
constexpr Endpoint web{server_address, 80};
const auto never = [] { return false; };

// Two hosts and a path between them that takes a millisecond. What crosses it is kept.
class TwoHosts : public testing::Test {
 protected:
  TwoHosts() {
    handset.set_address(handset_address);
    server.set_address(server_address);
  }

  TcpStack::SendSegment towards(TcpStack& other) {
    return [this, &other](Ipv4Address from, Ipv4Address, TcpSegment segment) {
      crossed.push_back(segment);
      if (cut) return;
      loop.post([this, &other, from, segment = std::move(segment)] {
        underway.push_back(loop.after(1ms, [&other, from, segment] { other.receive(from, segment); }));
      });
    };
  }

  // Handlers that write what happens into `story`.
  Stream::Handlers telling(const std::string& who) {
    return {
        .opened = [this, who] { story += who + " opened. "; },
        .received = [this, who](BytesView bytes) { story += who + " got " + std::string(as_text(bytes)) + ". "; },
        .peer_finished = [this, who] { story += who + "'s peer finished. "; },
        .closed = [this, who](StreamEnd end) { story += who + " closed: " + to_string(end) + ". "; }};
  }
  void serve_echo() {
    server.listen(80, [this](std::unique_ptr<Stream> stream) {
      accepted = std::move(stream);
      auto handlers = telling("server");
      handlers.received = [this](BytesView bytes) { accepted->write(bytes); };
      handlers.peer_finished = [this] { accepted->finish(); };
      accepted->set_handlers(std::move(handlers));
    });
  }
  void run(Duration for_how_long = 1s) { loop.run_until(never, loop.now() + for_how_long); }
  [[nodiscard]] std::size_t resets() const {
    return static_cast<std::size_t>(
        std::count_if(crossed.begin(), crossed.end(), [](const auto& s) { return s.rst; }));
  }

  VirtualLoop loop;
  bool cut = false;
  std::string story;
  std::vector<TcpSegment> crossed;
  std::vector<Timer> underway;
  TcpStack handset{loop, Chance(1),
                   [this](auto from, auto to, auto s) { towards(server)(from, to, std::move(s)); }};
  TcpStack server{loop, Chance(2),
                  [this](auto from, auto to, auto s) { towards(handset)(from, to, std::move(s)); }};
  std::unique_ptr<Stream> accepted;
};

TEST_F(TwoHosts, ExchangeOctetsAndPartInPeace) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  stream->write(as_bytes("hello"));
  run();
  stream->finish();
  run();
  EXPECT_EQ(story,
            "handset opened. handset got hello. handset's peer finished. handset closed: finished. "
            "server closed: finished. ");
  EXPECT_EQ(resets(), 0U);
}

TEST_F(TwoHosts, LeaveTimeWaitBehindWithoutTheStreams) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  run();
  stream->finish();
  run();
  stream.reset();
  accepted.reset();
  EXPECT_EQ(handset.connections(), 0U);
  EXPECT_EQ(handset.time_waits(), 1U);
  EXPECT_EQ(server.connections() + server.time_waits(), 0U);
  EXPECT_EQ(resets(), 0U);
  run(60s);
  EXPECT_EQ(handset.time_waits(), 0U);
}

TEST_F(TwoHosts, AcknowledgeAFinComeAgainInTimeWait) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  run();
  stream->finish();
  run();
  const auto fin =
      *std::find_if(crossed.begin(), crossed.end(), [](const auto& s) { return s.fin && s.source_port == 80; });
  run(30s);
  crossed.clear();
  cut = true;
  handset.receive(server_address, fin);
  ASSERT_EQ(crossed.size(), 1U);
  EXPECT_EQ(crossed[0].acknowledgment, fin.sequence + fin.length());
  run(59s);
  EXPECT_EQ(handset.time_waits(), 1U) << "the wait began anew";
  run(60s);
  EXPECT_EQ(handset.time_waits(), 0U);
}

TEST_F(TwoHosts, LetAnOrphanSayGoodbyeOnceBothHaveFinished) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  accepted.reset();
  run();
  ASSERT_TRUE(accepted);
  stream->write(as_bytes("hello"));
  stream->finish();
  accepted->set_handlers({.opened = {},
                          .received = [this](BytesView bytes) { accepted->write(bytes); },
                          .peer_finished =
                              [this] {
                                accepted->finish();
                                accepted.reset();  // with its answer still unsent
                              },
                          .closed = {}});
  run();
  EXPECT_EQ(story, "handset opened. handset got hello. handset's peer finished. handset closed: finished. ");
  EXPECT_EQ(resets(), 0U);
}

TEST_F(TwoHosts, ResetWhatIsDestroyedWhileOpen) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  run();
  stream.reset();
  run();
  EXPECT_EQ(resets(), 1U);
  EXPECT_EQ(story, "handset opened. server closed: reset. ");
  EXPECT_EQ(handset.connections() + server.connections(), 0U);
}

TEST_F(TwoHosts, AreSilentWhenDestroyedBeforeTheAnswer) {
  auto stream = handset.connect(web, telling("handset"));
  stream.reset();
  run();
  EXPECT_TRUE(crossed.empty());
  EXPECT_EQ(story, "");
}

TEST_F(TwoHosts, MayDestroyAStreamInAnyOfItsHandlers) {
  serve_echo();
  for (int which = 0; which < 4; ++which) {
    std::unique_ptr<Stream> stream;
    std::string heard;
    const auto destroy = [&stream, &heard, kept = std::string(100, 'k')](const std::string& what) {
      stream.reset();
      heard += what + std::to_string(kept.size());  // the handler itself must still live
    };
    const auto do_nothing = [](auto...) {};
    stream = handset.connect(
        web,
        {.opened = which == 0 ? std::function<void()>([&] { destroy("opened"); }) : do_nothing,
         .received = which == 1 ? std::function<void(BytesView)>([&](auto) { destroy("received"); }) : do_nothing,
         .peer_finished = which == 2 ? std::function<void()>([&] { destroy("finished"); }) : do_nothing,
         .closed = which == 3 ? std::function<void(StreamEnd)>([&](auto) { destroy("closed"); }) : do_nothing});
    stream->write(as_bytes("hello"));
    stream->finish();
    run();
    EXPECT_EQ(heard, (std::array{"opened100", "received100", "finished100",
                                 "closed100"})[static_cast<std::size_t>(which)]);
    EXPECT_FALSE(stream);
    accepted.reset();
    run();
    EXPECT_EQ(handset.connections() + server.connections(), 0U);
  }
}

TEST_F(TwoHosts, MayExchangeTheHandlersInsideAHandler) {
  serve_echo();
  std::unique_ptr<Stream> stream;
  auto first = telling("handset");
  first.received = [this, &stream, kept = std::string(100, 'k')](BytesView) {
    auto second = telling("afterwards");
    stream->set_handlers(std::move(second));
    story += "exchanged " + std::to_string(kept.size()) + ". ";
  };
  stream = handset.connect(web, std::move(first));
  stream->write(as_bytes("one"));
  run();
  stream->write(as_bytes("two"));
  run();
  EXPECT_EQ(story, "handset opened. exchanged 100. afterwards got two. ");
}

TEST_F(TwoHosts, CallNoHandlerFromInsideACall) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  EXPECT_EQ(story, "");
  run();
  story.clear();
  stream->write(as_bytes("hello"));
  stream->finish();
  server.set_address(std::nullopt);
  EXPECT_EQ(story, "");
}

TEST_F(TwoHosts, PutWhatOneTurnWritesIntoOneSegment) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  run();
  crossed.clear();
  stream->write(as_bytes("GET / HTTP/1.1\r\n"));
  stream->write(as_bytes("\r\n"));
  stream->finish();
  run(1us);
  ASSERT_EQ(crossed.size(), 1U);
  EXPECT_EQ(crossed[0].payload.size(), 18U);
  EXPECT_TRUE(crossed[0].fin);
}

TEST_F(TwoHosts, AreRefusedWhereNobodyListens) {
  auto stream = handset.connect(web, telling("handset"));
  run();
  EXPECT_EQ(story, "handset closed: refused. ");
  server.listen(80, [](auto) {});
  server.stop_listening(80);
  stream = handset.connect(web, telling("handset"));
  run();
  EXPECT_EQ(story, "handset closed: refused. handset closed: refused. ");
}

TEST_F(TwoHosts, TimeOutOnACutPath) {
  cut = true;
  auto stream = handset.connect(web, telling("handset"));
  run(10min);
  EXPECT_EQ(story, "handset closed: timed out. ");
  EXPECT_EQ(crossed.size(), 7U);
}

TEST_F(TwoHosts, AreUnreachableWithoutAnAddressOrANeighbour) {
  auto opening = handset.connect(web, telling("opening"));
  handset.unreachable(server_address);
  EXPECT_EQ(story, "");
  run();
  EXPECT_EQ(story, "opening closed: unreachable. ");
  story.clear();
  handset.set_address(std::nullopt);
  auto stream = handset.connect(web, telling("handset"));
  run();
  EXPECT_EQ(story, "handset closed: unreachable. ");
}

TEST_F(TwoHosts, LeaveStandingConnectionsAloneWhenANeighbourIsUnreachable) {
  serve_echo();
  auto stream = handset.connect(web, telling("handset"));
  run();
  handset.unreachable(server_address);
  run();
  EXPECT_EQ(story, "handset opened. ");
}

TEST_F(TwoHosts, ResetConnectionsOfAnEarlierAddressWithoutASegment) {
  std::vector<std::unique_ptr<Stream>> kept;
  server.listen(80, [&kept](auto stream) { kept.push_back(std::move(stream)); });
  auto one = handset.connect(web, telling("one"));
  auto two = handset.connect(web, telling("two"));
  run();
  crossed.clear();
  story.clear();
  handset.set_address(Ipv4Address(10, 0, 0, 3));
  run(1ms);
  EXPECT_EQ(story, "one closed: reset. two closed: reset. ");
  EXPECT_TRUE(crossed.empty());
  handset.set_address(Ipv4Address(10, 0, 0, 3));
  one = handset.connect(web, telling("again"));
  EXPECT_EQ(one->local().address, Ipv4Address(10, 0, 0, 3));
}

TEST_F(TwoHosts, MayChangeTheAddressInsideAHandler) {
  serve_echo();
  auto handlers = telling("handset");
  handlers.opened = [this] { handset.set_address(std::nullopt); };
  auto stream = handset.connect(web, std::move(handlers));
  run();
  EXPECT_EQ(story, "handset closed: reset. ");
  stream->write(as_bytes("nobody hears this"));
}

TEST_F(TwoHosts, CountEphemeralPortsOnFromAChanceOneAndNeverUseOneTwice) {
  std::vector<std::unique_ptr<Stream>> streams;
  streams.reserve(16384);
  cut = true;
  for (int i = 0; i < 16384; ++i) streams.push_back(handset.connect(web, {}));
  std::vector<std::uint16_t> ports;
  ports.reserve(streams.size());
  for (const auto& stream : streams) ports.push_back(stream->local().port);
  EXPECT_EQ(ports[1], ports[0] == 65535 ? 49152 : ports[0] + 1);
  std::sort(ports.begin(), ports.end());
  EXPECT_EQ(ports.front(), 49152);
  EXPECT_EQ(ports.back(), 65535);
  EXPECT_EQ(std::unique(ports.begin(), ports.end()), ports.end());
  auto too_many = handset.connect(web, telling("too many"));
  auto elsewhere = handset.connect({server_address, 443}, telling("elsewhere"));
  run(1ms);
  EXPECT_EQ(story, "too many closed: unreachable. ");
}

TEST_F(TwoHosts, ReopenAConnectionInTimeWaitForASynBeyondTheOldNumbers) {
  handset.listen(5060, [this](auto stream) { accepted = std::move(stream); });
  TcpSegment syn;
  syn.source_port = 4000;
  syn.destination_port = 5060;
  syn.syn = true;
  syn.sequence = 100;
  syn.window = 8000;
  cut = true;
  const auto shake_hands = [&] {
    handset.receive(server_address, syn);
    auto ack = syn;
    ack.syn = false;
    ack.ack = true;
    ack.sequence += 1;
    ack.acknowledgment = crossed.back().sequence + 1;
    handset.receive(server_address, ack);
    return ack;
  };
  auto fin = shake_hands();
  ASSERT_TRUE(accepted);
  accepted->finish();
  run(1us);
  fin.acknowledgment += 1;
  fin.fin = true;
  handset.receive(server_address, fin);
  ASSERT_EQ(handset.time_waits(), 1U);
  const auto old = crossed.back().sequence;

  handset.receive(server_address, syn);  // an old duplicate
  EXPECT_FALSE(crossed.back().syn);
  syn.sequence = 1000;
  shake_hands();
  EXPECT_EQ(handset.connections(), 1U);
  EXPECT_EQ(handset.time_waits(), 0U);
  EXPECT_GT(static_cast<std::int32_t>(crossed.back().sequence - old), 65535);
}

TEST_F(TwoHosts, StreamsMayOutliveTheirStack) {
  auto stack =
      std::make_unique<TcpStack>(loop, Chance(3), [](auto, auto, auto) { FAIL() << "a host without power"; });
  stack->set_address(handset_address);
  const auto stream = stack->connect(web, telling("handset"));
  stack.reset();
  stream->write(as_bytes("hello"));
  stream->finish();
  stream->abort();
  run();
  EXPECT_EQ(story, "");
}

TEST_F(TwoHosts, MayLosePowerInsideAHandler) {
  std::vector<TcpSegment> sent;
  auto stack =
      std::make_unique<TcpStack>(loop, Chance(3), [&](auto, auto, auto segment) { sent.push_back(segment); });
  stack->set_address(handset_address);
  const auto lose_power = [&stack, this, kept = std::string(100, 'k')] {
    stack.reset();
    story += "dark " + std::to_string(kept.size());  // the handler itself must still live
  };
  auto handlers = telling("handset");
  handlers.opened = lose_power;
  const auto stream = stack->connect(web, std::move(handlers));
  const auto bystander = stack->connect(web, telling("bystander"));
  run(1us);
  ASSERT_EQ(sent.size(), 2U);
  TcpSegment answer;
  answer.source_port = 80;
  answer.destination_port = sent[0].source_port;
  answer.syn = answer.ack = true;
  answer.acknowledgment = sent[0].sequence + 1;
  stack->receive(server_address, answer);
  run(10min);
  EXPECT_EQ(story, "dark 100");
  EXPECT_EQ(sent.size(), 2U);
}

TEST_F(TwoHosts, CarryAMegabyteEachWay) {
  std::string there;
  std::string back;
  std::string megabyte;
  for (int i = 0; megabyte.size() < 1000000; ++i) megabyte += std::to_string(i) + " ";
  server.listen(80, [&](std::unique_ptr<Stream> stream) {
    accepted = std::move(stream);
    accepted->set_handlers({.opened = {},
                            .received = [&](BytesView bytes) { there += as_text(bytes); },
                            .peer_finished = [&] { accepted->finish(); },
                            .closed = {}});
    accepted->write(as_bytes(megabyte));
  });
  auto handlers = telling("handset");
  handlers.received = [&](BytesView bytes) { back += as_text(bytes); };
  auto stream = handset.connect(web, std::move(handlers));
  stream->write(as_bytes(megabyte));
  stream->finish();
  run(10s);
  EXPECT_EQ(there, megabyte);
  EXPECT_EQ(back, megabyte);
  EXPECT_EQ(story, "handset opened. handset's peer finished. handset closed: finished. ");
}

}  // namespace
}  // namespace net
