#include "sim/lab/namespaces.hpp"

#include <gtest/gtest.h>
#include <net/if.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "sim/lab/lab_test_support.hpp"
#include "sim/lab/link.hpp"

namespace sim {
namespace {

ino_t namespace_of_this_thread() {
  struct stat status {};
  ::stat("/proc/thread-self/ns/net", &status);
  return status.st_ino;
}

std::string setting(const NetworkNamespace& where, const std::string& name) {
  std::string value;
  where.inside([&] { std::ifstream("/proc/sys/" + name) >> value; });
  return value;
}

TEST(NetworkNamespace, IsFreshAndLeavesItsMakerWhereItWas) {
  const auto before = namespace_of_this_thread();
  const auto first = NetworkNamespace::make();
  const auto second = NetworkNamespace::make();
  EXPECT_EQ(namespace_of_this_thread(), before);
  EXPECT_NE(first.inode(), before);
  EXPECT_NE(first.inode(), second.inode());
}

TEST(NetworkNamespace, HoldsOnlyLoAndNoIpv6) {
  const auto fresh = NetworkNamespace::make();
  std::vector<std::string> names;
  fresh.inside([&] {
    auto* const all = ::if_nameindex();
    for (auto* one = all; one->if_index != 0; ++one) names.emplace_back(one->if_name);
    ::if_freenameindex(all);
  });
  // The kernel puts some tunnels' fallback devices into every namespace; what matters is that no host's port is
  // there.
  EXPECT_NE(std::find(names.begin(), names.end(), "lo"), names.end());
  EXPECT_EQ(std::find(names.begin(), names.end(), "eth0"), names.end());
  if (std::ifstream("/proc/sys/net/ipv6/conf/all/disable_ipv6")) {
    EXPECT_EQ(setting(fresh, "net/ipv6/conf/default/disable_ipv6"), "1");
    EXPECT_EQ(setting(fresh, "net/ipv6/conf/lo/disable_ipv6"), "1");
  }
  EXPECT_EQ(setting(fresh, "net/ipv4/conf/default/rp_filter"), "0");
}

TEST(NetworkNamespace, LetsWorkBeDoneInsideAndHandsItsFaultsOut) {
  const auto fresh = NetworkNamespace::make();
  const auto before = namespace_of_this_thread();
  ino_t seen = 0;
  fresh.inside([&] { seen = namespace_of_this_thread(); });
  EXPECT_EQ(seen, fresh.inode());
  EXPECT_EQ(namespace_of_this_thread(), before);
  EXPECT_THROW(fresh.inside([] { set_kernel_setting("net/no/such/setting", "1"); }), std::system_error);
}

TEST(NetworkNamespace, TakesTheThreadAndTheThreadsItStarts) {
  const auto fresh = NetworkNamespace::make();
  std::thread([&] {
    fresh.enter();
    EXPECT_EQ(namespace_of_this_thread(), fresh.inode());
    std::thread([&] { EXPECT_EQ(namespace_of_this_thread(), fresh.inode()); }).join();
  }).join();
}

TEST(NetworkNamespace, IsGoneWhenNothingHoldsIt) {
  ino_t inode = 0;
  {
    const auto fresh = NetworkNamespace::make();
    inode = fresh.inode();
    EXPECT_EQ(holders_of(inode).size(), 1U);
  }
  EXPECT_TRUE(holders_of(inode).empty());
}

TEST(NetworkNamespace, NamesWhatTheKernelRefused) {
  try {
    set_kernel_setting("net/no/such/setting", "1");
    FAIL() << "a setting that does not exist was written";
  } catch (const std::system_error& error) {
    EXPECT_STREQ(error.what(), "open /proc/sys/net/no/such/setting: No such file or directory");
  }
}

}  // namespace
}  // namespace sim
