#include "gateway/lan_interface.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <fstream>
#include <system_error>

#include "net/tap_wire.hpp"

namespace gateway {
namespace {

class LanInterface : public testing::Test {
 protected:
  LanInterface() {
    if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
      throw std::system_error(errno, std::generic_category(), "unshare a network namespace");
    tap = net::open_tap("lan0", net::MacAddress({0x02, 0, 0, 0, 0, 1}));
  }
  net::FileDescriptor tap;
};

TEST_F(LanInterface, IsFoundByItsName) {
  EXPECT_EQ(mac_of_interface("lan0"), net::MacAddress({0x02, 0, 0, 0, 0, 1}));
  EXPECT_NO_THROW(require_interface("lan0"));
  EXPECT_THROW(require_interface("nowhere0"), std::system_error);
}

TEST_F(LanInterface, IsMadeToForwardOnce) {
  std::ofstream("/proc/sys/net/ipv4/conf/lan0/forwarding") << "0";
  EXPECT_TRUE(start_forwarding("lan0"));
  EXPECT_FALSE(start_forwarding("lan0")) << "nothing was left to do";
  std::string state;
  std::ifstream("/proc/sys/net/ipv4/conf/lan0/forwarding") >> state;
  EXPECT_EQ(state, "1");
  try {
    start_forwarding("nowhere0");
    FAIL() << "forwarding on no interface";
  } catch (const std::system_error& error) {
    EXPECT_STREQ(error.what(), "start forwarding on nowhere0: No such file or directory");
  }
}

}  // namespace
}  // namespace gateway
