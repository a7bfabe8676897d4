#include "sim/lab/reaper.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "net/asio_loop.hpp"
#include "sim/lab/child_process.hpp"
#include "sim/lab/lab_test_support.hpp"
#include "sim/lab/namespaces.hpp"

namespace sim {
namespace {

// Runs a shell that leaves a process behind which has left its session.
void leave_a_stray(Reaper& reaper, const NetworkNamespace& network) {
  net::AsioLoop loop;
  bool left = false;
  const ChildProcess shell(loop, reaper, network, {"sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 & echo left"},
                           {.output = [&](auto) { left = true; }, .error = {}, .ended = {}});
  loop.run_until([&] { return left; }, net::TimePoint::max());
}

TEST(Reaper, EndsWhatItsChildrenLeftBehind) {
  const auto network = NetworkNamespace::make();
  std::optional<Reaper> reaper(std::in_place);
  leave_a_stray(*reaper, network);
  EXPECT_EQ(holders_of(network.inode()).size(), 2U);  // the stray, and we by descriptor
  reaper.reset();
  EXPECT_EQ(holders_of(network.inode()).size(), 1U);
}

TEST(Reaper, LivesBesideOthers) {
  const auto network = NetworkNamespace::make();
  std::optional<Reaper> first(std::in_place);
  Reaper second;
  EXPECT_NE(first->pid(), second.pid());
  leave_a_stray(*first, network);
  leave_a_stray(second, network);
  first.reset();
  EXPECT_EQ(holders_of(network.inode()).size(), 2U);
}

}  // namespace
}  // namespace sim
