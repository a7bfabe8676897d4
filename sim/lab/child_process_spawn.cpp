#include "sim/lab/child_process_spawn.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <thread>

#include "sim/lab/namespaces.hpp"
#include "sim/lab/reaper.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {

namespace {

struct Pipe {
  net::FileDescriptor read_end;
  net::FileDescriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "make a pipe");
  return {net::FileDescriptor(ends[0]), net::FileDescriptor(ends[1])};
}

// Everything the child needs, made before the fork: between fork and exec it may call the kernel and nothing else,
// because other threads may have held any lock of this program when it was copied.
struct ChildPlan {
  const char* program;
  char* const* words;
  int network_namespace;
  int input;
  int output;
  int error;
  int complaints;  // closed by the exec; before that it carries the errno of what went wrong
};

[[noreturn]] void become(const ChildPlan& plan) {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);  // refused for a few; no matter
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::setsid();
  const bool ready = ::setns(plan.network_namespace, CLONE_NEWNET) == 0 && ::dup2(plan.input, STDIN_FILENO) >= 0 &&
                     ::dup2(plan.output, STDOUT_FILENO) >= 0 && ::dup2(plan.error, STDERR_FILENO) >= 0 &&
                     ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0;
  if (ready) ::execv(plan.program, plan.words);
  const int fault = errno;
  [[maybe_unused]] const auto written = ::write(plan.complaints, &fault, sizeof fault);
  ::_exit(127);
}

// The fork happens on a thread of its own, for which forks have been moved under the reaper: setns(2) of a PID
// namespace would keep the calling thread from starting threads ever after.
pid_t fork_under(const Reaper& reaper, const ChildPlan& plan) {
  pid_t pid = -1;
  std::exception_ptr fault;
  std::thread([&] {
    try {
      reaper.adopt_forks_of_this_thread();
      pid = must(::fork(), "fork");
      if (pid == 0) become(plan);
    } catch (...) {
      fault = std::current_exception();
    }
  }).join();
  if (fault) std::rethrow_exception(fault);
  return pid;
}

}  // namespace

// What execvp(3) would do, done before the fork.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    must(::access(name.c_str(), X_OK), "start " + name);
    return name;
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/sbin:/usr/bin:/sbin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    auto candidate = (folder.empty() ? "." : folder) + "/" + name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  throw std::system_error(ENOENT, std::generic_category(), "start " + name);
}

SpawnedProcess spawn(Reaper& reaper, const NetworkNamespace& where, const std::vector<std::string>& words) {
  assert(!words.empty());
  const auto program = find_program(words.front());
  std::vector<std::string> copy(words);
  std::vector<char*> pointers;
  pointers.reserve(copy.size() + 1);
  for (auto& word : copy) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const net::FileDescriptor nothing(must(::open("/dev/null", O_RDONLY | O_CLOEXEC), "open /dev/null"));
  auto output = make_pipe();
  auto error = make_pipe();
  auto complaints = make_pipe();
  const auto pid =
      fork_under(reaper, {program.c_str(), pointers.data(), where.descriptor(), nothing.number(),
                          output.write_end.number(), error.write_end.number(), complaints.write_end.number()});
  // Not yet waited for, so the number is still that of this process.
  net::FileDescriptor process(must(open_process(pid), "open the process of " + program));
  complaints.write_end = net::FileDescriptor();
  int fault = 0;
  ssize_t length = 0;
  while ((length = ::read(complaints.read_end.number(), &fault, sizeof fault)) < 0 && errno == EINTR) {
  }
  if (length > 0) {
    ::waitid(P_PIDFD, static_cast<id_t>(process.number()), nullptr, WEXITED);
    throw std::system_error(fault, std::generic_category(), "start " + program);
  }
  return {pid, std::move(process), std::move(output.read_end), std::move(error.read_end)};
}

}  // namespace sim
