#include "sim/segment.hpp"

#include <gtest/gtest.h>

#include "net/virtual_loop.hpp"

namespace sim {
namespace {

using net::MacAddress;
using namespace std::chrono_literals;

const MacAddress lobby({0, 4, 0xf2, 0, 0, 1}), kitchen({0, 4, 0xf2, 0, 0, 2}), gateway({2, 0, 0, 0, 0, 1});

net::Bytes frame(MacAddress to, MacAddress from) {
  net::Bytes bytes(60);
  std::copy(to.bytes().begin(), to.bytes().end(), bytes.begin());
  std::copy(from.bytes().begin(), from.bytes().end(), bytes.begin() + 6);
  return bytes;
}

// A wire of the machine that remembers what was written to it.
class Tap : public net::Wire {
 public:
  void send(net::BytesView bytes) override { written.emplace_back(bytes.begin(), bytes.end()); }
  void on_frame(Receiver receiver) override { receive = std::move(receiver); }

  std::vector<net::Bytes> written;
  Receiver receive;
};

class SegmentTest : public testing::Test {
 protected:
  std::unique_ptr<net::Wire> port(int& heard, Segment::Sharing sharing = Segment::Sharing::single) {
    auto wire = segment.plug_in(sharing);
    wire->on_frame([&heard](net::BytesView) { ++heard; });
    return wire;
  }
  void settle() {
    loop.run_until([] { return false; }, net::TimePoint::max());
  }

  net::VirtualLoop loop;
  Segment segment{loop, 50us};
  int at_a = 0, at_b = 0, at_c = 0;
};

TEST_F(SegmentTest, FloodsUntilItHasLearntWhereAStationLives) {
  const auto a = port(at_a), b = port(at_b), c = port(at_c);
  a->send(frame(kitchen, lobby));
  settle();
  EXPECT_EQ(std::tuple(at_a, at_b, at_c), std::tuple(0, 1, 1));
  b->send(frame(lobby, kitchen));
  settle();
  EXPECT_EQ(std::tuple(at_a, at_b, at_c), std::tuple(1, 1, 1));
  c->send(frame(MacAddress::broadcast(), gateway));
  settle();
  EXPECT_EQ(std::tuple(at_a, at_b, at_c), std::tuple(2, 2, 1));
}

TEST_F(SegmentTest, DeliversAfterItsLatencyAndNeverWithinTheSend) {
  const auto a = port(at_a), b = port(at_b);
  a->send(frame(kitchen, lobby));
  EXPECT_EQ(at_b, 0);
  EXPECT_FALSE(loop.run_until([] { return false; }, net::TimePoint(49us)));
  EXPECT_EQ(at_b, 0);
  EXPECT_TRUE(loop.run_until([&] { return at_b == 1; }, net::TimePoint(50us)));
}

TEST_F(SegmentTest, SendsAFrameBackOnlyOnASharedPort) {
  const auto shared = port(at_a, Segment::Sharing::shared), single = port(at_b);
  shared->send(frame(MacAddress::broadcast(), lobby));
  shared->send(frame(lobby, kitchen));
  single->send(frame(MacAddress({2, 0, 0, 0, 0, 9}), gateway));
  settle();
  EXPECT_EQ(at_a, 3);  // both of its own, and the flooded one
  EXPECT_EQ(at_b, 1);
}

TEST_F(SegmentTest, WritesToAMachinesWireAtOnceAndReadsFromIt) {
  Tap tap;
  segment.connect(tap);
  const auto a = port(at_a);
  a->send(frame(gateway, lobby));
  ASSERT_EQ(tap.written.size(), 1U);
  EXPECT_EQ(tap.written[0], frame(gateway, lobby));
  tap.receive(frame(lobby, gateway));
  settle();
  EXPECT_EQ(at_a, 1);
}

TEST_F(SegmentTest, ShowsEveryFrameOnceToItsWatcherAndDropsWhatIsTooShortForAHeader) {
  const auto a = port(at_a), b = port(at_b), c = port(at_c);
  int watched = 0;
  segment.watch([&](net::BytesView) { ++watched; });
  a->send(frame(MacAddress::broadcast(), lobby));
  a->send(net::Bytes(13));
  settle();
  EXPECT_EQ(watched, 1);
  EXPECT_EQ(segment.frames(), 1U);
}

TEST_F(SegmentTest, ForgetsWhatIsInFlightToAnUnpluggedPort) {
  const auto a = port(at_a);
  auto b = port(at_b);
  a->send(frame(kitchen, lobby));
  b.reset();
  settle();
  EXPECT_EQ(at_b, 0);
}

}  // namespace
}  // namespace sim
