#include "gateway/events/event_service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <set>
#include <system_error>

#include "gateway/settings/profile.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;
using Ids = std::vector<std::string>;

// Keeps pending events as a store on a disk would, unless the disk is full.
struct TestStore : Store {
  Restored restore() override { return {{}, {pending.begin(), pending.end()}}; }
  void keep(const Batch& batch) override {
    if (full) throw std::system_error(ENOSPC, std::generic_category(), "write");
    ++batches;
    pending.insert(pending.end(), batch.raised.begin(), batch.raised.end());
    for (const auto& settled : batch.settled)
      std::erase_if(pending, [&](const PendingEvent& kept) {
        return kept.target == settled.target && kept.event.id == settled.id;
      });
  }
  std::deque<PendingEvent> pending;
  int batches = 0;
  bool full = false;
};

// Activator: answers a post with `status` 20 ms later; 0: not at all.
struct TestActivator : net::HttpClient {
  explicit TestActivator(net::Loop& on) : loop(on) {}
  void request(net::HttpRequest request, net::Endpoint, const net::HttpLimits&, Done done) override {
    heard.push_back(net::form_value(request.body, "text").value_or("?"));
    ids.push_back(net::form_value(request.body, "id").value_or("?"));
    if (status == 0) return;
    answers.push_back(loop.after(20ms, [done = std::move(done), status = status] {
      done({net::HttpOutcome::complete, net::HttpResponse{status, {}, {}}});
    }));
  }
  net::Loop& loop;
  Ids heard, ids;
  int status = 204;
  std::vector<net::Timer> answers;
};

struct TestDatagrams : net::Datagrams {
  void bind(std::uint16_t port, Handler) override {
    if (port < free_from) throw std::system_error(EADDRINUSE, std::generic_category(), "bind");
    bound = port;
  }
  void unbind(std::uint16_t) override { bound = 0; }
  void send(std::uint16_t from, net::Endpoint to, net::BytesView payload) override {
    EXPECT_EQ(from, bound);
    sent.emplace_back(to, std::string(net::as_text(payload)));
  }
  [[nodiscard]] bool heard(std::string_view text) const {
    return std::ranges::any_of(sent, [&](const auto& one) { return one.second.find(text) != std::string::npos; });
  }
  std::uint16_t bound = 0, free_from = 0;
  std::vector<std::pair<net::Endpoint, std::string>> sent;
};

struct Office {
  net::VirtualLoop loop;
  TestStore store;
  TestActivator activator{loop};
  TestDatagrams managers;
  Settings settings = *profile("note");
  std::unique_ptr<Turn> turn;
  std::unique_ptr<EventService> events;

  Office() {
    settings.snmp_managers[0] = SnmpManager{.address = HostAddress{net::Ipv4Address(10, 0, 0, 9)}};
    starts("run1");
  }
  void starts(const std::string& run) {
    turn = std::make_unique<Turn>(
        loop, store, [this](const std::string& why) { events->tell_of_store(EventType::store_failed, why); },
        [this] { events->tell_of_store(EventType::store_recovered, "kept again"); });
    events = std::make_unique<EventService>(
        settings,
        EventService::Uses{
            .loop = loop, .http = activator, .datagrams = managers, .turn = *turn, .started = {}, .run = run});
    events->restore(store.restore().pending);
  }
  void dies() {
    events.reset();
    turn.reset();
    activator.answers.clear();
  }
  void filter(std::size_t row, EventClass event_class, Target target, std::uint32_t subclass = 0) {
    settings.event_filters[row] = EventFilter{event_class, subclass, target};
  }
  void tell(EventType type, const std::string& text) { events->tell(make_event(type, text)); }
  void passes(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }
  std::uint64_t count(std::string_view label) {
    for (const auto& [name, value] : events->counters())
      if (name == label) return value;
    ADD_FAILURE() << label;
    return 0;
  }
  std::string newest() {
    const auto entries = events->log().entries();
    return entries.empty() ? "" : entries.back();
  }
};

TEST(EventService, KeepsAnEventBeforeItLeavesAndForgetsItAfterwards) {
  Office office;
  office.tell(EventType::mac_alert, "a");
  EXPECT_TRUE(office.activator.heard.empty()) << "not before it is kept";
  office.passes(0s);
  EXPECT_EQ(office.store.pending.size(), 1U);
  EXPECT_EQ(office.activator.heard, Ids{"a"});
  office.passes(1s);
  EXPECT_TRUE(office.store.pending.empty());
}

TEST(EventService, ForgetsManyAtOnce) {
  Office office;
  office.filter(5, EventClass::configuration, Target::manager_1);
  office.settings.snmp.trap_rate = 100000;
  for (int i = 0; i < 100; ++i) office.tell(EventType::configuration_changed, "x");
  office.passes(1s);
  EXPECT_EQ(office.managers.sent.size(), 100U);
  EXPECT_TRUE(office.store.pending.empty());
  EXPECT_EQ(office.store.batches, 2) << "one that keeps them, one that forgets them";
}

TEST(EventService, WhatWasNotToldBeforeARestartIsToldFirstAndInOrder) {
  Office office;
  office.activator.status = 503;
  for (const auto* text : {"a", "b", "c"}) office.tell(EventType::mac_alert, text);
  office.passes(5s);
  const auto id = office.activator.ids.front();
  office.dies();
  office.activator.heard.clear();
  office.activator.ids.clear();
  office.activator.status = 204;
  office.starts("run2");
  office.tell(EventType::mac_alert, "d");
  office.passes(1s);
  EXPECT_EQ(office.activator.heard, (Ids{"a", "b", "c", "d"}));
  EXPECT_EQ(office.activator.ids.front(), id) << "the same event has the same id";
  EXPECT_EQ(std::set<std::string>(office.activator.ids.begin(), office.activator.ids.end()).size(), 4U);
  EXPECT_TRUE(office.store.pending.empty());
}

TEST(EventService, AGatewayThatEndsInPeaceTellsNothingTwice) {
  Office office;
  office.tell(EventType::mac_alert, "a");
  office.passes(30ms);
  EXPECT_EQ(office.count("activator accepted"), 1U);
  EXPECT_EQ(office.store.pending.size(), 1U) << "not forgotten yet";
  office.dies();
  EXPECT_TRUE(office.store.pending.empty());
}

TEST(EventService, ATrapThatWaitsOutlivesARestartToo) {
  Office office;
  office.filter(1, EventClass::dhcp, Target::manager_1, 67);
  for (const auto* text : {"first trap", "second trap"}) office.tell(EventType::mac_alert, text);
  office.passes(0s);
  EXPECT_TRUE(office.managers.heard("first trap"));
  EXPECT_FALSE(office.managers.heard("second trap"));
  const auto waiting = office.events->show_waiting();
  ASSERT_EQ(waiting.size(), 1U) << "the note's filter for Activator was replaced";
  EXPECT_NE(waiting[0].find("Manager 1: 1970-01-01T00:00:00Z Notice DHCP 67 second trap"), std::string::npos);
  office.dies();
  EXPECT_EQ(office.managers.bound, 0) << "the port is given back";
  office.starts("run2");
  office.passes(1s);
  EXPECT_TRUE(office.managers.heard("second trap"));
}

TEST(EventService, TroubleWithATargetIsToldToTheOthers) {
  Office office;
  for (std::size_t row = 0; row < 3; ++row)
    office.filter(row, EventClass::http_client,
                  std::array{Target::activator, Target::manager_1, Target::event_log}[row]);
  office.filter(3, EventClass::dhcp, Target::activator, 67);
  office.activator.status = 503;
  office.tell(EventType::mac_alert, "a");
  office.passes(10s);
  EXPECT_TRUE(office.managers.heard("Activator http://193.164.253.250 answered 503 after 4 tries"));
  EXPECT_NE(office.newest().find("Error Http Client 1 Activator http://193.164.253.250 answered 503"),
            std::string::npos);
  office.activator.status = 204;
  office.passes(100s);
  EXPECT_TRUE(office.managers.heard("Activator answers again; 0 events wait"));
  EXPECT_EQ(office.activator.heard, (Ids{"a", "a", "a", "a", "a"})) << "nothing about itself";
}

TEST(EventService, AStoreThatRefusesIsReportedWithoutIt) {
  Office office;
  office.filter(0, EventClass::system, Target::manager_1);
  office.filter(5, EventClass::configuration, Target::manager_2);
  office.store.full = true;
  office.tell(EventType::configuration_changed, "it has happened all the same");
  office.passes(1s);
  EXPECT_TRUE(office.managers.heard("write: No space left on device"));
  const auto entries = office.events->log().entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_NE(entries[0].find("it has happened all the same"), std::string::npos);
  EXPECT_NE(entries[1].find("Critical System 2"), std::string::npos);
  office.store.full = false;
  office.passes(60s);
  EXPECT_EQ(office.count("events the store has to forget"), 0U);
  EXPECT_NE(office.newest().find("Notice System 3"), std::string::npos);
}

TEST(EventService, AnEventThatAStrangerCanBringAboutIsToldOnceAMinute) {
  Office office;
  const auto exhausted = make_event(EventType::pool_exhausted, "x");
  EXPECT_TRUE(office.events->stamp(exhausted));
  EXPECT_FALSE(office.events->stamp(exhausted));
  EXPECT_TRUE(office.events->stamp(make_event(EventType::starvation, "x"))) << "another kind";
  office.passes(60s);
  EXPECT_TRUE(office.events->stamp(exhausted));
}

TEST(EventService, DeliveriesAreNotedInTheLogWhenAskedAndNowhereElse) {
  Office office;
  office.settings.events.log_activator = true;
  office.filter(0, EventClass::http_client, Target::activator);
  office.tell(EventType::mac_alert, "a");
  office.passes(1s);
  EXPECT_EQ(office.newest(), "1970-01-01T00:00:00Z Debug-Level Messages Http Client 5 Activator accepted event " +
                                 office.activator.ids.at(0));
  EXPECT_EQ(office.activator.heard.size(), 1U);
  office.settings.events.log_activator = false;
  office.tell(EventType::mac_alert, "b");
  office.passes(1s);
  EXPECT_NE(office.newest().find(" b"), std::string::npos);
}

TEST(EventService, TrapsFindAnotherPortWhenTheFirstOnesAreTaken) {
  Office office;
  office.filter(0, EventClass::dhcp, Target::manager_1, 67);
  office.managers.free_from = 50165;
  office.tell(EventType::mac_alert, "a");
  office.passes(0s);
  EXPECT_EQ(office.managers.bound, 50165);
  EXPECT_EQ(office.managers.sent.at(0).first, (net::Endpoint{net::Ipv4Address(10, 0, 0, 9), 162}));
}

TEST(EventService, CountsWhatBecomesOfEventsForEachTarget) {
  Office office;
  office.filter(0, EventClass::dhcp, Target::manager_1, 67);
  office.filter(5, EventClass::dhcp, Target::manager_3, 67);
  office.tell(EventType::mac_alert, "a");
  office.passes(1s);
  EXPECT_EQ(office.count("events"), 1U);
  EXPECT_EQ(office.count("activator accepted"), 1U);
  EXPECT_EQ(office.count("manager 1 sent"), 1U);
  EXPECT_EQ(office.count("manager 3 off"), 1U);
  EXPECT_TRUE(office.store.pending.empty()) << "what nobody takes is not kept either";
}

}  // namespace
}  // namespace gateway
