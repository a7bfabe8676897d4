#include "activator_mock/event.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

const std::string alert =
    "id=SMG000001-1&serial=SMG000001&time=2008-05-01T10%3A00%3A00Z&class=DHCP&subclass=67&severity=Notice"
    "&text=Leased+Mac+0004f21a2457&name=PhoneProv&mac=0004f21a2457&ip=192.168.100.100&rand=020319816065"
    "&option66=http%3A%2F%2F193.164.253.250%2Fphoneprovisioning%2F020319816065";

std::vector<std::string> mistakes(std::string_view form) { return read_event(form).mistakes; }

TEST(Event, IsReadFromItsForm) {
  const auto [event, wrong] = read_event(alert);
  EXPECT_TRUE(wrong.empty());
  EXPECT_EQ(event.id, "SMG000001-1");
  EXPECT_EQ(event.serial, "SMG000001");
  EXPECT_EQ(event.time, "2008-05-01T10:00:00Z");
  EXPECT_EQ(event.event_class, "DHCP");
  EXPECT_EQ(event.subclass, 67);
  EXPECT_EQ(event.severity, "Notice");
  EXPECT_EQ(event.text, "Leased Mac 0004f21a2457");
  EXPECT_EQ(event.name, "PhoneProv");
  EXPECT_EQ(event.mac, net::MacAddress::parse("0004f21a2457"));
  EXPECT_EQ(event.ip, net::Ipv4Address(192, 168, 100, 100));
  EXPECT_EQ(event.rand, "020319816065");
  EXPECT_EQ(event.option66, "http://193.164.253.250/phoneprovisioning/020319816065");
}

TEST(Event, NeedsAnIdAClassAndASubclassAndNothingElse) {
  EXPECT_TRUE(mistakes("id=1&class=Script&subclass=9999&colour=red").empty());
  EXPECT_EQ(mistakes(""), (std::vector<std::string>{"id: is missing", "class: is missing",
                                                    "subclass: must be a number of 0 to 65535"}));
}

TEST(Event, IsRefusedWhenAFieldHasNotItsForm) {
  const std::string good = "id=1&class=DHCP&subclass=67";
  EXPECT_EQ(mistakes(good + "&mac=lobby"), std::vector<std::string>{"mac: must be a MAC address"});
  EXPECT_EQ(mistakes(good + "&ip=lobby"), std::vector<std::string>{"ip: must be an IPv4 address"});
  EXPECT_EQ(mistakes(good + "&rand=../x"),
            std::vector<std::string>{"rand: must be a decimal number of at most 64 digits"});
  EXPECT_EQ(mistakes(good + "&text=" + std::string(2049, 'x')), std::vector<std::string>{"text: is too long"});
  for (const std::string subclass : {"-1", "65536", "67x", "0x43", "%2067"}) {
    EXPECT_EQ(mistakes("id=1&class=DHCP&subclass=" + subclass).size(), 1U) << subclass;
  }
}

TEST(Event, AsksForFilesOnlyAsAMacAlertWithANumber) {
  EXPECT_TRUE(asks_for_files(read_event(alert).event));
  EXPECT_FALSE(asks_for_files(read_event("id=1&class=DHCP&subclass=67&mac=0004f21a2457").event));
  EXPECT_FALSE(asks_for_files(read_event("id=1&class=DHCP&subclass=67&rand=1").event));
  EXPECT_FALSE(asks_for_files(read_event("id=1&class=DHCP&subclass=66&mac=0004f21a2457&rand=1").event));
  EXPECT_FALSE(asks_for_files(read_event("id=1&class=Script&subclass=67&mac=0004f21a2457&rand=1").event));
}

TEST(Event, CutAnywhereIsReadOrRefusedButNeverHarms) {
  for (std::size_t length = 0; length <= alert.size(); ++length)
    read_event(std::string_view(alert).substr(0, length));
}

}  // namespace
}  // namespace activator
