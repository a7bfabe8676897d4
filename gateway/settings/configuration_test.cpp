#include "gateway/settings/configuration.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

Command parsed(std::string_view line) { return std::get<Command>(parse_command(line)); }

TEST(Configuration, TakesAllCommandsOrNone) {
  Configuration configuration{Settings{}};
  const std::vector commands{parsed("Set Dhcp Server Lease Time 600"), parsed("Set Dhcp Server Number Width 99")};
  const auto refusal = configuration.obey(commands);
  ASSERT_TRUE(refusal);
  EXPECT_NE(refusal->message.find("Number Width"), std::string::npos);
  EXPECT_EQ(configuration.settings(), Settings{});
}

TEST(Configuration, TellsObserversOnceAndOnlyOfChanges) {
  Configuration configuration{Settings{}};
  std::vector<Settings> before;
  configuration.on_change([&](const Settings& old) { before.push_back(old); });
  configuration.obey(std::vector{parsed("Set Dhcp Server Lease Time 86400")});
  EXPECT_TRUE(before.empty());
  configuration.obey(std::vector{parsed("Set Dhcp Server Lease Time 600"), parsed("Set System Serial SMG7")});
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before.front(), Settings{});
  EXPECT_EQ(configuration.settings().serial, "SMG7");
}

}  // namespace
}  // namespace gateway
