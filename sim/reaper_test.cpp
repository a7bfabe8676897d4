#include "sim/reaper.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "net/asio_loop.hpp"
#include "sim/child_process.hpp"
#include "sim/lab_test_support.hpp"
#include "sim/namespaces.hpp"

namespace sim {
namespace {

// A shell that leaves a process behind which has left its session.
std::unique_ptr<ChildProcess> stray(net::AsioLoop& loop, Reaper& reaper, const NetworkNamespace& network) {
  bool left = false;
  auto child = std::make_unique<ChildProcess>(
      loop, reaper, network, std::vector<std::string>{"sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 & echo left"},
      ChildProcess::Handlers{{}, {}, [&](auto) { left = true; }});
  loop.run_until([&] { return left; }, net::TimePoint::max());
  return child;
}

TEST(Reaper, EndsWhatItsChildrenLeftBehind) {
  net::AsioLoop loop;
  const auto network = NetworkNamespace::make();
  std::optional<Reaper> reaper(std::in_place);
  stray(loop, *reaper, network).reset();
  EXPECT_EQ(holders_of(network.inode()).size(), 2U);  // the stray, and we by descriptor
  reaper.reset();
  EXPECT_EQ(holders_of(network.inode()).size(), 1U);
}

TEST(Reaper, LivesBesideOthers) {
  net::AsioLoop loop;
  const auto network = NetworkNamespace::make();
  std::optional<Reaper> first(std::in_place);
  Reaper second;
  EXPECT_NE(first->pid(), second.pid());
  stray(loop, *first, network).reset();
  stray(loop, second, network).reset();
  first.reset();
  EXPECT_EQ(holders_of(network.inode()).size(), 2U);
}

}  // namespace
}  // namespace sim
