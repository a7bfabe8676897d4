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
  EXPECT_EQ(story.last.given_up.at(0).id, "a");
  EXPECT_TRUE(story.last.post);
  EXPECT_EQ(story.head(), "b");
  EXPECT_EQ(story.delivery.counters.rejected, 1U);
}

TEST(EventDelivery, AFullQueueDropsTheOldestThatWaits) {
  Story story;
  story.settings.event_queue = 2;
  story.raised("on its way").raised("b").raised("c");
  EXPECT_EQ(story.last.given_up.at(0).id, "b");
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

TEST(EventDelivery, GoesToTheEventsPathUnlessTheClientIsOff) {
  auto settings = profile("note")->http;
  EXPECT_EQ(event_destination(settings)->target, "/activator/eventHandler.asp");
  settings.enabled = false;
  EXPECT_FALSE(event_destination(settings));
  settings.enabled = true;
  settings.events_path.text.clear();
  EXPECT_FALSE(event_destination(settings));
}

TEST(EventDelivery, ReportsTheFirstHoldOffAndTheAnswerAfterIt) {
  Story story;
  story.settings.connection_retries = 1;
  story.settings.secure = true;
  story.raised("a").raised("b");
  const Answered untrusted{HttpOutcome::untrusted, 0, "certificate has expired"};
  EXPECT_TRUE(story.happens(untrusted).last.reports.empty()) << "a first failure is only a try";
  story.wakes().happens(untrusted);
  ASSERT_EQ(story.last.reports.size(), 1U);
  EXPECT_EQ(story.last.reports[0].text,
            "Activator https://193.164.253.250 untrusted (certificate has expired) after 2 tries; 2 events wait, "
            "hold-off 60 s");
  EXPECT_EQ(story.last.reports[0].about, Target::activator);
  EXPECT_EQ(story.last.reports[0].event_class, EventClass::http_client);
  EXPECT_TRUE(story.wakes().answered(503).wakes().answered(503).last.reports.empty()) << "still the same trouble";
  story.wakes().answered(204);
  ASSERT_EQ(story.last.reports.size(), 1U);
  EXPECT_EQ(story.last.reports[0].text, "Activator answers again; 1 events wait");
  EXPECT_TRUE(story.answered(204).last.reports.empty());
}

TEST(EventDelivery, ReportsThatEventsAreLostOnceUntilHalfTheQueueIsEmpty) {
  Story story;
  story.settings.event_queue = 4;
  for (const auto* id : {"a", "b", "c", "d"}) EXPECT_TRUE(story.raised(id).last.reports.empty());
  EXPECT_EQ(story.raised("e").last.reports.at(0).text,
            "Activator's queue of 4 events is full: the oldest are lost");
  EXPECT_TRUE(story.raised("f").last.reports.empty());
  story.answered(200).answered(200);
  for (const auto* id : {"g", "h"}) EXPECT_TRUE(story.raised(id).last.reports.empty());
  EXPECT_EQ(story.raised("i").last.reports.size(), 1U);
}

TEST(EventDelivery, WhatWasKeptOverARestartWaitsEvenWhileTheClientIsOff) {
  Story story;
  story.settings.enabled = false;
  Event event;
  event.id = "old";
  EXPECT_TRUE(story.happens(Kept{event}).last.given_up.empty());
  EXPECT_FALSE(story.last.post);
  story.settings.enabled = true;
  story.raised("new");
  EXPECT_EQ(story.head(), "old");
  EXPECT_TRUE(story.last.post);
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
  const auto post = make_post(event, "/events");
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
