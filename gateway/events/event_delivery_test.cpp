#include "gateway/events/event_delivery.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"
#include "net/http/url.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;
using net::HttpOutcome;

// A delivery and what happens to it, a line per event.
struct Story {
  HttpClientSettings settings = profile("note")->http;
  Delivery delivery;
  net::TimePoint now{};
  DeliveryStep last;

  Story& happens(DeliveryInput input) {
    last = step(std::move(delivery), std::move(input), {settings, now});
    delivery = std::move(last.next);
    return *this;
  }
  Story& raised(std::string id) {
    Event event;
    event.id = std::move(id);
    return happens(Raised{event});
  }
  Story& answered(int status) { return happens(Answered{HttpOutcome::complete, status}); }
  Story& fails(HttpOutcome outcome) { return happens(Answered{outcome, 0}); }
  Story& wakes() {
    now = wakes_at(delivery).value();
    return happens(Poked{});
  }
  [[nodiscard]] std::string head() const { return delivery.queue.empty() ? "" : delivery.queue.front().id; }
};

TEST(EventDelivery, PostsOneEventAtATimeInOrder) {
  Story story;
  EXPECT_TRUE(story.raised("a").last.post);
  EXPECT_FALSE(story.raised("b").last.post);
  EXPECT_TRUE(story.answered(204).last.post);
  EXPECT_EQ(story.last.told->id, "a");
  EXPECT_EQ(story.head(), "b");
  EXPECT_FALSE(story.answered(200).last.post);
  EXPECT_EQ(story.delivery.counters.accepted, 2U);
}

TEST(EventDelivery, TriesAgainThenHoldsOffThenBeginsWithTheSameEvent) {
  Story story;
  story.raised("a").raised("b");
  for (const auto outcome : {HttpOutcome::refused, HttpOutcome::timed_out, HttpOutcome::reset}) {
    EXPECT_FALSE(story.fails(outcome).last.post);
    EXPECT_EQ(wakes_at(story.delivery), story.now + 1s);
    EXPECT_TRUE(story.wakes().last.post);
  }
  story.answered(503);
  EXPECT_EQ(wakes_at(story.delivery), story.now + 60s);
  EXPECT_EQ(story.delivery.counters.hold_offs, 1U);
  EXPECT_FALSE(story.raised("c").last.post) << "the hold-off is for all";
  EXPECT_TRUE(story.wakes().last.post);
  EXPECT_EQ(story.head(), "a");
  EXPECT_EQ(std::get<Posting>(story.delivery.phase).attempt, 0U);
}

TEST(EventDelivery, TooManyRequestsIsTriedAgainAndOtherRefusalsAreDropped) {
  Story story;
  story.raised("a").raised("b").answered(429);
  EXPECT_EQ(story.head(), "a");
  story.wakes().answered(404);
  EXPECT_EQ(story.last.given_up->id, "a");
  EXPECT_TRUE(story.last.post);
  EXPECT_EQ(story.head(), "b");
  EXPECT_EQ(story.delivery.counters.rejected, 1U);
}

TEST(EventDelivery, AFullQueueDropsTheOldestThatWaits) {
  Story story;
  story.settings.event_queue = 2;
  story.raised("on its way").raised("b").raised("c");
  EXPECT_EQ(story.last.given_up->id, "b");
  EXPECT_EQ(story.delivery.counters.dropped, 1U);
  story.answered(200);
  EXPECT_EQ(story.head(), "c");
}

TEST(EventDelivery, TakesNothingWhileTheClientIsOffAndGoesOnWhenItIsOnAgain) {
  Story story;
  story.settings.enabled = false;
  EXPECT_FALSE(story.raised("lost").last.post);
  EXPECT_EQ(story.delivery.counters.client_off, 1U);
  story.settings.enabled = true;
  story.raised("a").raised("b");
  story.settings.enabled = false;
  EXPECT_FALSE(story.answered(200).last.post);
  EXPECT_FALSE(story.happens(Poked{}).last.post);
  story.settings.enabled = true;
  EXPECT_TRUE(story.happens(Poked{}).last.post);
  EXPECT_EQ(story.head(), "b");
}

TEST(EventDelivery, APokeBeforeTheDeadlineChangesNothing) {
  Story story;
  story.raised("a");
  EXPECT_FALSE(story.happens(Poked{}).last.post) << "a post is on its way";
  story.fails(HttpOutcome::refused);
  EXPECT_FALSE(story.happens(Poked{}).last.post);
  EXPECT_EQ(wakes_at(story.delivery), story.now + 1s);
}

TEST(EventDelivery, TheEventsPathMayBeAFullUrl) {
  auto settings = profile("note")->http;
  EXPECT_EQ(event_destination(settings)->target, "/activator/eventHandler.asp");
  EXPECT_EQ(event_destination(settings)->server, (net::Endpoint{net::Ipv4Address(193, 164, 253, 250), 80}));
  settings.events_path.text = "http://10.0.0.9:8080/events?x=1";
  EXPECT_EQ(event_destination(settings)->target, "/events?x=1");
  EXPECT_EQ(event_destination(settings)->server, (net::Endpoint{net::Ipv4Address(10, 0, 0, 9), 8080}));
  settings.events_path.text.clear();
  EXPECT_FALSE(event_destination(settings));
}

TEST(EventDelivery, TheEventIsAForm) {
  Event event;
  event.id = "SMG000001-1-1";
  event.serial = "SMG000001";
  event.time = std::chrono::sys_seconds(1209643200s);
  event.subclass = 67;
  event.text = "Leased Mac 0004f21a2457 Rand 02 [Name PhoneProv]";
  event.name = "PhoneProv";
  event.mac = "0004f21a2457";
  event.ip = "192.168.100.100";
  event.rand = "02";
  event.option66 = "http://h/p/02";
  const auto post = make_post(event, {{net::Ipv4Address(10, 0, 0, 9), 80}, "/events"});
  EXPECT_EQ(post.method + " " + post.target, "POST /events");
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(net::form_decode(post.body), (Fields{{"id", "SMG000001-1-1"},
                                                 {"serial", "SMG000001"},
                                                 {"time", "2008-05-01T12:00:00Z"},
                                                 {"class", "DHCP"},
                                                 {"subclass", "67"},
                                                 {"severity", "Notice"},
                                                 {"text", "Leased Mac 0004f21a2457 Rand 02 [Name PhoneProv]"},
                                                 {"name", "PhoneProv"},
                                                 {"mac", "0004f21a2457"},
                                                 {"ip", "192.168.100.100"},
                                                 {"rand", "02"},
                                                 {"option66", "http://h/p/02"}}));
}

}  // namespace
}  // namespace gateway
