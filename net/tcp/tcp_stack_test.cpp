#include "net/tcp/tcp_stack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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
  Stream::Handlers telling(std::string who) {
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

}  // namespace
}  // namespace net
