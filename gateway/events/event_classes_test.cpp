#include "gateway/events/event_classes.hpp"

#include <gtest/gtest.h>

#include <set>

#include "gateway/events/dhcp_events.hpp"

namespace gateway {
namespace {

TEST(EventClasses, EveryClassOfTheFilterPageHasEvents) {
  std::set<EventClass> seen;
  for (const auto& kind : event_kinds()) seen.insert(kind.event_class);
  EXPECT_EQ(seen.size(), choice_names(EventClass{}).size());
}

TEST(EventClasses, NoTwoEventsShareAClassAndASubclass) {
  std::set<std::pair<EventClass, std::uint32_t>> seen;
  for (const auto& kind : event_kinds()) {
    EXPECT_TRUE(seen.emplace(kind.event_class, kind.subclass).second) << kind.meaning;
    EXPECT_NE(kind.subclass, 0U) << "0 means any";
    EXPECT_FALSE(kind.meaning.empty());
  }
}

TEST(EventClasses, ClassesThatTheNoteNamesHaveItsSubclassesForDefaults) {
  EXPECT_EQ(default_subclass(EventClass::dhcp), 67U);
  EXPECT_EQ(default_subclass(EventClass::script), 9999U);
  EXPECT_EQ(default_subclass(EventClass::security), 0U);
  const auto alert = make_event(EventType::mac_alert, "x");
  EXPECT_EQ(alert.event_class, EventClass::dhcp);
  EXPECT_EQ(alert.subclass, 67U);
  EXPECT_EQ(alert.severity, Severity::notice);
}

TEST(DhcpEvents, ANoticeIsAnEventThatNoFilterForAlertsSees) {
  const auto mac = *net::MacAddress::parse("0004f21a2457");
  const auto event = event_of({Notice::granted, mac, net::Ipv4Address(192, 168, 100, 100), ""});
  EXPECT_EQ(event.text, "Lease granted 192.168.100.100 Mac 0004f21a2457");
  EXPECT_EQ(event.mac, "0004f21a2457");
  EXPECT_EQ(event.ip, "192.168.100.100");
  EXPECT_EQ(event.severity, Severity::informational);
  const auto nowhere = event_of({Notice::pool_exhausted, mac, net::Ipv4Address::any(), "100 of 100 in use"});
  EXPECT_EQ(nowhere.text, "Pool exhausted Mac 0004f21a2457: 100 of 100 in use");
  EXPECT_EQ(nowhere.ip, "");
  for (int kind = 0; kind <= static_cast<int>(Notice::starvation); ++kind)
    EXPECT_NE(kind_of(type_of(static_cast<Notice>(kind))).subclass, dhcp_alert_subclass);
}

}  // namespace
}  // namespace gateway
