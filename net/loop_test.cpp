#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "net/asio_loop.hpp"
#include "net/virtual_loop.hpp"

namespace net {
namespace {

const auto never = [] { return false; };

TEST(VirtualLoop, JumpsFromEventToEvent) {
  VirtualLoop loop;
  std::string story;
  const auto late = loop.after(24h, [&] { story += "day@" + to_string(loop.now().time_since_epoch()) + " "; });
  const auto soon = loop.after(1s, [&] { story += "second@" + to_string(loop.now().time_since_epoch()) + " "; });
  EXPECT_FALSE(loop.run_until(never, TimePoint::max()));
  EXPECT_EQ(story, "second@1s day@24h ");
}

TEST(VirtualLoop, KeepsTheOrderOfAskingAtOneInstant) {
  VirtualLoop loop;
  std::string story;
  loop.post([&] { story += "a"; });
  const auto b = loop.after(0s, [&] { story += "b"; });
  loop.post([&] { story += "c"; });
  loop.run_until(never, TimePoint::max());
  EXPECT_EQ(story, "abc");
}

TEST(VirtualLoop, NeverCallsACancelledTimer) {
  VirtualLoop loop;
  bool rang = false;
  auto timer = loop.after(1s, [&] { rang = true; });
  timer = loop.after(2s, [] {});
  {
    const auto scoped = loop.after(1s, [&] { rang = true; });
  }
  loop.run_until(never, TimePoint::max());
  EXPECT_FALSE(rang);
}

TEST(VirtualLoop, StopsAtItsDeadlineAndGoesOnFromThere) {
  VirtualLoop loop;
  bool rang = false;
  const auto timer = loop.after(10s, [&] { rang = true; });
  EXPECT_FALSE(loop.run_until([&] { return rang; }, TimePoint(9s)));
  EXPECT_EQ(loop.now(), TimePoint(9s));
  EXPECT_TRUE(loop.run_until([&] { return rang; }, TimePoint(11s)));
  EXPECT_EQ(loop.now(), TimePoint(10s));
}

TEST(AsioLoop, RingsInOrderAndNotBeforeItsTime) {
  AsioLoop loop;
  std::string story;
  const auto start = loop.now();
  const auto second = loop.after(20ms, [&] { story += "second"; });
  const auto first = loop.after(10ms, [&] { story += "first "; });
  EXPECT_TRUE(loop.run_until([&] { return story.ends_with("second"); }, start + 10s));
  EXPECT_EQ(story, "first second");
  EXPECT_GE(loop.now(), start + 20ms);
}

TEST(AsioLoop, TakesTasksFromOtherThreads) {
  AsioLoop loop;
  bool told = false;
  std::thread other([&] { loop.post([&] { told = true; }); });
  EXPECT_TRUE(loop.run_until([&] { return told; }, loop.now() + 10s));
  other.join();
}

TEST(AsioLoop, RunsWhatIsPostedAfterAnIdleRunEnded) {
  AsioLoop loop;
  EXPECT_FALSE(loop.run_until(never, loop.now() + 1ms));
  bool ran = false;
  loop.post([&] { ran = true; });
  EXPECT_TRUE(loop.run_until([&] { return ran; }, loop.now() + 10s));
}

TEST(AsioLoop, FreezesTheTimeDuringOneCallback) {
  AsioLoop loop;
  bool frozen = false;
  loop.post([&] {
    const auto first = loop.now();
    const auto until = std::chrono::steady_clock::now() + 1ms;
    while (std::chrono::steady_clock::now() < until) continue;
    frozen = loop.now() == first;
  });
  int turns = 0;
  loop.run_until([&] { return ++turns > 1; }, loop.now() + 10s);
  EXPECT_TRUE(frozen);
}

}  // namespace
}  // namespace net
