// The neighbour table of the Linux kernel, in a network namespace of each test's own; `ip neigh` says what is
// there.
#include "gateway/kernel_neighbours.hpp"

#include <gtest/gtest.h>
#include <linux/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <system_error>

#include "net/tap_wire.hpp"

namespace gateway {
namespace {

using net::Ipv4Address;

const net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const Ipv4Address one(192, 168, 100, 100), two(192, 168, 100, 101), three(192, 168, 100, 102);

std::vector<std::string> lines_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::vector<std::string> lines;
  std::array<char, 512> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    lines.emplace_back(line.data());
    while (lines.back().ends_with('\n') || lines.back().ends_with(' ')) lines.back().pop_back();
  }
  std::ranges::sort(lines);
  return lines;
}

std::vector<std::string> table() { return lines_of("ip -4 neigh show dev lan0"); }
std::string entry(Ipv4Address address, net::MacAddress owner) {
  return to_string(address) + " lladdr " + to_string(owner) + " PERMANENT proto dhcp";
}

class KernelNeighbourTable : public testing::Test {
 protected:
  KernelNeighbourTable() {
    if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
      throw std::system_error(errno, std::generic_category(), "unshare a network namespace");
    tap = net::open_tap("lan0");
    EXPECT_TRUE(lines_of("ip addr add 192.168.0.1/16 dev lan0 2>&1; ip link set lan0 up 2>&1").empty());
  }
  void turn() {
    bool over = false;
    loop.post([&] { over = true; });
    loop.run_until([&] { return over; }, net::TimePoint::max());
  }
  std::uint64_t counted(std::size_t which) { return neighbours->counters().at(which).second; }

  net::AsioLoop loop;
  net::FileDescriptor tap;
  std::vector<std::string> log;
  std::unique_ptr<KernelNeighbours> neighbours;
  void make() {
    neighbours = std::make_unique<KernelNeighbours>(loop, "lan0", [this](auto line) { log.emplace_back(line); });
  }
};

TEST_F(KernelNeighbourTable, HoldsAPermanentEntryUntilItIsRemoved) {
  make();
  neighbours->add({one, mac});
  neighbours->add({two, mac.plus(1)});
  turn();
  EXPECT_EQ(table(), (std::vector{entry(one, mac), entry(two, mac.plus(1))}));
  neighbours->add({one, mac.plus(7)});
  neighbours->remove(two);
  neighbours->remove(three);  // not there: no reason to complain
  turn();
  EXPECT_EQ(table(), std::vector{entry(one, mac.plus(7))});
  turn();
  EXPECT_EQ(counted(2), 0U);
  EXPECT_TRUE(log.empty());
}

TEST_F(KernelNeighbourTable, StartsWithWhatIsLeasedAndLeavesOtherPeoplesEntries) {
  make();
  neighbours->start_with(std::vector<Neighbour>{{one, mac}, {two, mac}});
  EXPECT_TRUE(
      lines_of("ip neigh add 192.168.100.200 lladdr 02:00:00:00:00:09 dev lan0 nud permanent 2>&1").empty());
  make();
  neighbours->start_with(std::vector<Neighbour>{{two, mac.plus(1)}, {three, mac}});
  EXPECT_EQ(table(), (std::vector{entry(two, mac.plus(1)), entry(three, mac),
                                  std::string("192.168.100.200 lladdr 02:00:00:00:00:09 PERMANENT")}));
  make();
  neighbours->start_with(std::vector<Neighbour>{{two, mac.plus(1)}, {three, mac}});
  EXPECT_EQ(counted(0) + counted(1), 0U) << "nothing had to change";
}

TEST_F(KernelNeighbourTable, HoldsMoreThanTheKernelLearns) {
  make();
  std::vector<Neighbour> all;
  for (std::uint32_t i = 0; i < 3000; ++i) all.push_back({Ipv4Address(one.number() + i), mac.plus(i)});
  neighbours->start_with(all);
  for (std::uint32_t i = 3000; i < 6000; ++i) neighbours->add({Ipv4Address(one.number() + i), mac.plus(i)});
  turn();
  turn();
  EXPECT_EQ(table().size(), 6000U);
  EXPECT_EQ(counted(2), 0U);
}

TEST_F(KernelNeighbourTable, SaysOnceWhatTheKernelRefuses) {
  make();
  tap = net::FileDescriptor();  // the interface is gone
  neighbours->add({one, mac});
  neighbours->add({two, mac});
  ASSERT_TRUE(loop.run_until([&] { return counted(2) == 2; }, loop.now() + std::chrono::seconds(20)));
  EXPECT_EQ(log, std::vector<std::string>{"Neighbours: the kernel refuses: No such device"});
}

TEST_F(KernelNeighbourTable, NeedsAnInterface) {
  EXPECT_THROW(KernelNeighbours(loop, "nowhere0", {}), std::system_error);
}

}  // namespace
}  // namespace gateway
