#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace sim {

// The result of a system call, or an exception that names the attempt: must(open(…), "open /dev/net/tun").
template <typename Result>
Result must(Result result, const std::string& attempt) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), attempt);
  return result;
}

// pidfd_open(2) and pidfd_send_signal(2). glibc 2.36 has them, with a header that C++ cannot link.
inline int open_process(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }
inline int signal_process(int process, int signal) {
  return static_cast<int>(::syscall(SYS_pidfd_send_signal, process, signal, nullptr, 0));
}

}  // namespace sim
