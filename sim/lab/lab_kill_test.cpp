#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

#include "sim/lab/lab.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {
namespace {

// What a run does until its first handset is switched on.
void build_a_lab_and_stop() {
  net::AsioLoop loop;
  Lab lab(loop);
  const std::vector<std::string> stubborn = {"sh", "-c", "trap '' TERM INT HUP; setsid sleep 1000 & sleep 1000"};
  const auto gateway = lab.run_in_gateway(stubborn, {});
  const auto guest = lab.make_guest_port(net::MacAddress({0x02, 0, 0x5e, 0, 1, 1}));
  const auto client = guest->run(stubborn, {});
  ::raise(SIGSTOP);
}

// Forks a process that builds a lab, lets it run up to its n-th stop at a system call (going in and coming out
// count apart), and kills it there. Without n it is killed when it is done; the answer is how many stops there
// were.
int kill_at(std::optional<int> stop) {
  const auto victim = must(::fork(), "fork");
  if (victim == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    try {
      build_a_lab_and_stop();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(victim, &status, 0);
  ::ptrace(PTRACE_SETOPTIONS, victim, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  int stops = 0;
  int signal = 0;
  while (!stop || stops < *stop) {
    ::ptrace(PTRACE_SYSCALL, victim, nullptr, signal);
    ::waitpid(victim, &status, 0);
    if (!WIFSTOPPED(status) || WSTOPSIG(status) == SIGSTOP) break;
    const bool at_system_call = WSTOPSIG(status) == (SIGTRAP | 0x80);
    signal = at_system_call ? 0 : WSTOPSIG(status);
    if (at_system_call) ++stops;
  }
  EXPECT_TRUE(WIFSTOPPED(status)) << "the lab could not be built";
  ::kill(victim, SIGKILL);
  ::waitpid(victim, &status, 0);
  return stops;
}

// Waits until no descendant is left, however far removed: orphans come to this process. Were one to live on, this
// test would never end.
void expect_nobody_left() {
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
  EXPECT_EQ(errno, ECHILD);
}

TEST(KilledLab, LeavesNoProcessWhereverItsMakingStood) {
  must(::prctl(PR_SET_CHILD_SUBREAPER, 1), "adopt orphans");
  const int all = kill_at(std::nullopt);
  expect_nobody_left();
  ASSERT_GT(all, 100);
  constexpr int moments = 40;
  for (int moment = 1; moment < moments; ++moment) {
    const int stop = all * moment / moments;
    SCOPED_TRACE("killed at system call stop " + std::to_string(stop) + " of " + std::to_string(all));
    kill_at(stop);
    expect_nobody_left();
  }
}

}  // namespace
}  // namespace sim
