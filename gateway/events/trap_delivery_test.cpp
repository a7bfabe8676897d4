#include "gateway/events/trap_delivery.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using namespace std::chrono_literals;
using Ids = std::vector<std::string>;

// A manager's queue and what happens to it, a line per event.
struct Story {
  std::optional<SnmpManager> manager = SnmpManager{.address = HostAddress{net::Ipv4Address(10, 0, 0, 9)}};
  SnmpSettings snmp;
  TrapDelivery delivery;
  net::TimePoint now{};
  TrapStep last;

  [[nodiscard]] TrapDeliveryContext context() const { return {Target::manager_2, manager, snmp, now}; }
  Story& happens(TrapInput input) {
    last = step(std::move(delivery), std::move(input), context());
    delivery = std::move(last.next);
    return *this;
  }
  static Event event(std::string id) {
    Event event;
    event.id = std::move(id);
    return event;
  }
  Story& raised(std::string id) { return happens(Raised{event(std::move(id))}); }
  Story& wakes() {
    now = wakes_at(delivery, context()).value();
    return happens(Poked{});
  }
  static Ids ids(const std::vector<Event>& events) {
    Ids all;
    for (const auto& one : events) all.push_back(one.id);
    return all;
  }
  [[nodiscard]] Ids sent() const { return ids(last.send); }
  [[nodiscard]] Ids given_up() const { return ids(last.given_up); }
};

TEST(TrapDelivery, SendsAtOnceThenAtItsRateAndInOrder) {
  Story story;
  EXPECT_EQ(story.raised("a").sent(), Ids{"a"});
  EXPECT_EQ(wakes_at(story.delivery, story.context()), std::nullopt);
  EXPECT_EQ(story.raised("b").raised("c").sent(), Ids{});
  EXPECT_EQ(wakes_at(story.delivery, story.context()), story.now + 5ms) << "200 a second";
  EXPECT_EQ(story.wakes().sent(), Ids{"b"});
  EXPECT_EQ(story.wakes().sent(), Ids{"c"});
  story.now += 1s;
  EXPECT_EQ(story.raised("d").sent(), Ids{"d"});
  EXPECT_EQ(story.delivery.counters.sent, 4U);
}

TEST(TrapDelivery, AFullQueueDropsTheOldestAndSaysSoOnce) {
  Story story;
  story.snmp.event_queue = 2;
  story.raised("sent").raised("b").raised("c");
  EXPECT_TRUE(story.last.reports.empty());
  EXPECT_EQ(story.raised("d").given_up(), Ids{"b"});
  ASSERT_EQ(story.last.reports.size(), 1U);
  EXPECT_EQ(story.last.reports[0].text, "Manager 2's queue of 2 events is full: the oldest are lost");
  EXPECT_EQ(story.last.reports[0].about, Target::manager_2);
  EXPECT_TRUE(story.raised("e").last.reports.empty());
  EXPECT_EQ(story.delivery.counters.dropped, 2U);
  EXPECT_EQ(story.wakes().sent(), Ids{"d"});
}

TEST(TrapDelivery, AManagerThatIsOffTakesNothing) {
  Story story;
  const auto on = story.manager;
  for (const auto& off : {std::optional<SnmpManager>(), std::optional(SnmpManager{}),
                          std::optional(SnmpManager{.enabled = false, .address = on->address})}) {
    story.manager = off;
    EXPECT_EQ(story.raised("lost").given_up(), Ids{"lost"});
  }
  EXPECT_EQ(story.delivery.counters.manager_off, 3U);
  EXPECT_EQ(story.happens(Kept{Story::event("old")}).given_up(), Ids{}) << "it was taken before the restart";
  EXPECT_EQ(wakes_at(story.delivery, story.context()), std::nullopt);
  story.manager = on;
  EXPECT_EQ(story.happens(Poked{}).sent(), Ids{"old"});
}

TEST(TrapDelivery, GoesToPort162UnlessAnotherIsWritten) {
  Story story;
  EXPECT_EQ(trap_destination(story.manager)->port, 162);
  story.manager->address->port = 9162;
  EXPECT_EQ(trap_destination(story.manager), (net::Endpoint{net::Ipv4Address(10, 0, 0, 9), 9162}));
}

}  // namespace
}  // namespace gateway
