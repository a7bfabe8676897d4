#include "gateway/events/event_system.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "gateway/events/event_classes.hpp"
#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

using Targets = std::vector<Target>;

Event alert_event() {
  Event event;
  event.time = std::chrono::sys_seconds(std::chrono::seconds(1209643200));
  event.subclass = 67;
  event.text = "Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv]";
  return event;
}

TEST(EventSystem, TheNotesFiltersTellTheLogAndActivator) {
  EXPECT_EQ(route(*profile("note"), alert_event()), (Targets{Target::event_log, Target::activator}));
}

TEST(EventSystem, ATargetIsToldOnceHoweverManyFiltersNameIt) {
  auto settings = *profile("note");
  settings.event_filters[5] = settings.event_filters[1];
  settings.event_filters[6] = EventFilter{EventClass::dhcp, 0, Target::manager_2};
  settings.event_filters[7] = EventFilter{EventClass::dhcp, 67, Target::event_log};
  EXPECT_EQ(route(settings, alert_event()), (Targets{Target::event_log, Target::activator, Target::manager_2}));
}

TEST(EventSystem, SwitchesStopFiltersLogAndDefaultAction) {
  auto settings = *profile("note");
  settings.events.filters_enabled = false;
  EXPECT_EQ(route(settings, alert_event()), (Targets{Target::event_log}));
  settings.events.default_action = DefaultAction::ignore;
  EXPECT_EQ(route(settings, alert_event()), Targets{});
  settings = *profile("note");
  settings.events.log_enabled = false;
  EXPECT_EQ(route(settings, alert_event()), (Targets{Target::activator}));
  settings = *profile("note");
  settings.events.default_severity = Severity::warning;  // a Notice is less severe
  EXPECT_EQ(route(settings, alert_event()), (Targets{Target::activator}));
}

TEST(EventFilter, ComparesClassSubclassAndSeverity) {
  const auto event = alert_event();  // DHCP 67, Notice
  EXPECT_TRUE(passes({EventClass::dhcp, {}, Target::activator}, event));
  EXPECT_TRUE(passes({EventClass::dhcp, 0, Target::activator}, event));
  EXPECT_FALSE(passes({EventClass::dhcp, 66, Target::activator}, event));
  EXPECT_FALSE(passes({EventClass::script, 67, Target::activator}, event));
  const auto with = [&](Criterion criterion, Severity severity) {
    return passes({EventClass::dhcp, 67, Target::activator, criterion, severity}, event);
  };
  EXPECT_TRUE(with(Criterion::equal, Severity::notice));
  EXPECT_FALSE(with(Criterion::equal, Severity::warning));
  EXPECT_TRUE(with(Criterion::at_least, Severity::informational));
  EXPECT_FALSE(with(Criterion::at_least, Severity::warning));
  EXPECT_TRUE(with(Criterion::at_most, Severity::warning));
  EXPECT_FALSE(with(Criterion::at_most, Severity::informational));
}

// For each criterion a row for every severity of the filter, Emergency first, and a column for every severity of
// the event: x where the filter lets it through.
struct Criteria {
  Criterion criterion;
  std::array<std::string_view, 8> passes;
};
constexpr std::array all_criteria{
    Criteria{Criterion::any,
             {"xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx"}},
    Criteria{Criterion::equal,
             {"x.......", ".x......", "..x.....", "...x....", "....x...", ".....x..", "......x.", ".......x"}},
    Criteria{Criterion::at_least,
             {"x.......", "xx......", "xxx.....", "xxxx....", "xxxxx...", "xxxxxx..", "xxxxxxx.", "xxxxxxxx"}},
    Criteria{Criterion::at_most,
             {"xxxxxxxx", ".xxxxxxx", "..xxxxxx", "...xxxxx", "....xxxx", ".....xxx", "......xx", ".......x"}},
};

TEST(EventFilter, EveryCriterionForEverySeverityAndEveryKindOfTarget) {
  int cases = 0;
  for (const auto target : {Target::event_log, Target::activator, Target::manager_3}) {
    for (const auto& [criterion, table] : all_criteria) {
      for (std::size_t wanted = 0; wanted < 8; ++wanted) {
        for (std::size_t had = 0; had < 8; ++had, ++cases) {
          Settings settings;
          settings.events.default_action = DefaultAction::ignore;  // so that only the filter speaks
          settings.event_filters[9] =
              EventFilter{EventClass::dhcp, 67, target, criterion, static_cast<Severity>(wanted)};
          auto event = alert_event();
          event.severity = static_cast<Severity>(had);
          const auto expected = table.at(wanted)[had] == 'x' ? Targets{target} : Targets{};
          EXPECT_EQ(route(settings, event), expected)
              << name(criterion) << ' ' << name(static_cast<Severity>(wanted)) << " meets " << name(event.severity)
              << " for " << name(target);
        }
      }
    }
  }
  EXPECT_EQ(cases, 4 * 8 * 8 * 3);
}

TEST(EventSystem, WhatATargetIsTheSubjectOfIsNotToldToIt) {
  auto settings = *profile("note");
  settings.event_filters[5] = EventFilter{EventClass::dhcp, 67, Target::manager_2};
  auto event = alert_event();
  event.about = Target::activator;
  EXPECT_EQ(route(settings, event), (Targets{Target::event_log, Target::manager_2}));
}

TEST(EventSystem, TheNotesFiltersLetNothingButAlertsLeave) {
  const auto settings = *profile("note");
  for (const auto& kind : event_kinds()) {
    const auto targets = route(settings, make_event(kind.type, "x"));
    const bool leaves = std::ranges::find(targets, Target::activator) != targets.end();
    EXPECT_EQ(leaves, kind.type == EventType::mac_alert) << kind.meaning;
  }
}

TEST(EventLog, OverwritesTheOldestAndNeverCutsALine) {
  EventLog log;
  for (const auto* text : {"one", "two", "three"}) log.add(make_event(EventType::started, text), 2);
  EXPECT_EQ(log.entries(), (std::vector<std::string>{"1970-01-01T00:00:00Z Notice System 1 two",
                                                     "1970-01-01T00:00:00Z Notice System 1 three"}));
  EXPECT_EQ(log_entry(alert_event()),
            "2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv]");
}

}  // namespace
}  // namespace gateway
