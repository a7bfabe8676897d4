#include "sim/lab/namespaces.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <thread>

#include "sim/lab/link.hpp"
#include "sim/lab/system_call.hpp"

namespace sim {

namespace {

void write_file(const std::string& path, const std::string& text) {
  const net::FileDescriptor file(must(::open(path.c_str(), O_WRONLY | O_CLOEXEC), "open " + path));
  must(::write(file.number(), text.data(), text.size()), fmt::format("write '{}' to {}", text, path));
}

// Runs `what` on a thread of its own, so that what it does to its namespaces ends with it.
void on_own_thread(const std::function<void()>& what) {
  std::exception_ptr fault;
  std::thread([&] {
    try {
      what();
    } catch (...) {
      fault = std::current_exception();
    }
  }).join();
  if (fault) std::rethrow_exception(fault);
}

void turn_ipv6_off() {
  if (::access("/proc/sys/net/ipv6", F_OK) != 0) return;  // a kernel without IPv6
  set_kernel_setting("net/ipv6/conf/all/disable_ipv6", "1");
  set_kernel_setting("net/ipv6/conf/default/disable_ipv6", "1");
}

// Off, whatever the host inherited to us: a handset that lies about its address is a test, not an accident. The
// strictest of "all" and the interface's own counts, and the interface's own comes from "default".
void turn_reverse_path_filter_off() {
  set_kernel_setting("net/ipv4/conf/all/rp_filter", "0");
  set_kernel_setting("net/ipv4/conf/default/rp_filter", "0");
}

}  // namespace

NetworkNamespace NetworkNamespace::make() {
  net::FileDescriptor fresh;
  on_own_thread([&] {
    must(::unshare(CLONE_NEWNET), "make a network namespace");
    fresh = net::FileDescriptor(
        must(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC), "open /proc/thread-self/ns/net"));
    turn_ipv6_off();
    turn_reverse_path_filter_off();
  });
  NetworkNamespace result(std::move(fresh));
  Link(result, "lo").bring_up();
  return result;
}

ino_t NetworkNamespace::inode() const {
  struct stat status {};
  must(::fstat(descriptor(), &status), "look at a network namespace");
  return status.st_ino;
}

void NetworkNamespace::enter() const { must(::setns(descriptor(), CLONE_NEWNET), "enter a network namespace"); }

void NetworkNamespace::inside(const std::function<void()>& what) const {
  on_own_thread([&] {
    enter();
    what();
  });
}

void set_kernel_setting(const std::string& name, const std::string& value) {
  write_file("/proc/sys/" + name, value);
}

bool may_make_networks() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
  must(::syscall(SYS_capget, &header, sets.data()), "read the capabilities of this process");
  constexpr auto needed = 1U << CAP_SYS_ADMIN | 1U << CAP_NET_ADMIN;  // both live in the first 32
  return (sets[0].effective & needed) == needed;
}

void enter_user_namespace_if_needed() {
  if (may_make_networks()) return;
  const auto user = ::geteuid();
  const auto group = ::getegid();
  must(::unshare(CLONE_NEWUSER), "make a user namespace");
  // user_namespaces(7): one's own user and group may be mapped by oneself, the group only after giving up
  // setgroups.
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/uid_map", fmt::format("0 {} 1", user));
  write_file("/proc/self/gid_map", fmt::format("0 {} 1", group));
}

}  // namespace sim
