#include "sim/lab/reaper.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <csignal>

#include "sim/lab/system_call.hpp"

namespace sim {

namespace {

// The whole life of the first process. It is a fork of a program that may have threads: plain system calls only.
// All signals are blocked, so only SIGKILL reaches it.
[[noreturn]] void wait_for_the_parents_end(int life_line) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NAME, "dialtone-reaper");
  ::signal(SIGCHLD, SIG_IGN);  // signal(7): the children of one who ignores this leave no zombie
  constexpr int kept = 0;
  ::dup2(life_line, kept);
  ::close_range(kept + 1, ~0U, 0);
  char nothing = 0;
  while (::read(kept, &nothing, 1) < 0 && errno == EINTR) {
  }
  ::_exit(0);
}

// Blocks every signal in this thread for as long as it lives.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

Reaper::Reaper() {
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "make a pipe");
  const net::FileDescriptor read_end(ends[0]);
  life_line_ = net::FileDescriptor(ends[1]);

  const SignalsBlocked blocked;
  int process = -1;
  // clone(2) itself, for unshare(2) would also take this program's future threads' parent namespace away from them.
  const auto flags = static_cast<unsigned long>(CLONE_NEWPID | CLONE_PIDFD | SIGCHLD);
  const auto pid = must(::syscall(SYS_clone, flags, nullptr, &process, nullptr, 0), "make a PID namespace");
  if (pid == 0) wait_for_the_parents_end(read_end.number());
  process_ = net::FileDescriptor(process);
  pid_ = static_cast<pid_t>(pid);
}

Reaper::~Reaper() {
  assert(children_ == 0);
  signal_process(process_.number(), SIGKILL);
  while (::waitid(P_PIDFD, static_cast<id_t>(process_.number()), nullptr, WEXITED) < 0 && errno == EINTR) {
  }
}

void Reaper::adopt_forks_of_this_thread() const {
  must(::setns(process_.number(), CLONE_NEWPID), "enter the PID namespace of the run");
}

}  // namespace sim
