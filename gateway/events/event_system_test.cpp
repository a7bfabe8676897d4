#include "gateway/events/event_system.hpp"

#include <gtest/gtest.h>

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

TEST(EventLog, OverwritesTheOldestAndNeverCutsALine) {
  EventLog log;
  for (const auto* text : {"one", "two", "three"}) log.add(text, 2);
  EXPECT_EQ(log.entries(), (std::deque<std::string>{"two", "three"}));
  EXPECT_EQ(log_entry(alert_event()),
            "2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac 0004f21a2457 Rand 020319816065 [Name PhoneProv]");
}

}  // namespace
}  // namespace gateway
