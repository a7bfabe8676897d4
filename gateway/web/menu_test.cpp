#include "gateway/web/menu.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace gateway::web {
namespace {

void each(const MenuNode& node, const std::function<void(const MenuNode&)>& visit) {
  visit(node);
  for (const auto& child : node.children) each(child, visit);
}

TEST(Menu, EveryPageOfSettingsStandsInItOnce) {
  std::multiset<std::string_view> found;
  each(menu(), [&](const MenuNode& node) {
    if (node.page != nullptr) found.insert(node.page->path);
  });
  std::multiset<std::string_view> wanted;
  for (const auto& page : setting_pages()) wanted.insert(page.path);
  EXPECT_EQ(found, wanted);
}

TEST(Menu, EveryPlaceIsFoundByItsPath) {
  each(menu(), [&](const MenuNode& node) {
    const auto place = find_place(node.path);
    ASSERT_TRUE(place) << node.path;
    EXPECT_EQ(&place->node(), &node);
    EXPECT_FALSE(place->index);
  });
}

TEST(Menu, APlaceKnowsTheWayToIt) {
  const auto place = find_place("/system/local-servers/dhcp-server/mac-alert");
  ASSERT_TRUE(place);
  std::vector<std::string> names;
  for (const auto* node : place->trail) names.push_back(node->name);
  EXPECT_EQ(names, (std::vector<std::string>{"system", "local servers", "dhcp server", "mac alert"}));
}

TEST(Menu, RowsOfAListArePlaces) {
  const auto place = find_place("/system/events/event-filter/10");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->index, 10U);
  EXPECT_FALSE(place->deletion);
  EXPECT_TRUE(find_place("/system/events/event-filter/10/delete")->deletion);
}

TEST(Menu, WhatIsNoPlaceIsNotFound) {
  for (const auto* path :
       {"", "/", "system", "/systems", "/system/none", "/system/events/event-filter/0",
        "/system/events/event-filter/11", "/system/events/event-filter/01", "/system/events/event-filter/1x",
        "/system/events/event-filter/-1", "/system/events/event-filter/18446744073709551617",
        "/system/events/event-filter/1/2", "/system/events/event-filter/1/delete/delete",
        "/system/events/event-system/1", "/system//events", "/system/events/event-filter/delete"})
    EXPECT_FALSE(find_place(path)) << path;
}

TEST(Menu, SlugsArePlain) {
  EXPECT_EQ(slug("option 66: tftp server name"), "option-66-tftp-server-name");
  EXPECT_EQ(slug("  DNS / Proxy! "), "dns-proxy");
}

}  // namespace
}  // namespace gateway::web
