#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "net/file_descriptor.hpp"

namespace sim {

// A network namespace that lives as long as something holds it: this descriptor, a process inside, or a tap's user
// end. It never gets a name in the filesystem, so labs run side by side and a killed run leaves none behind.
class NetworkNamespace {
 public:
  // A fresh one: only lo, which is up; IPv6 off for every interface to come (a kernel without IPv6 will do); no
  // reverse path filter. The calling thread stays where it is. Throws std::system_error.
  static NetworkNamespace make();

  [[nodiscard]] int descriptor() const { return descriptor_.number(); }
  [[nodiscard]] ino_t inode() const;  // what /proc/<pid>/ns/net shows of it: net:[inode]

  // Moves the calling thread, and the threads it starts from now on, in for good. There is no way back on purpose:
  // what the thread opens afterwards can never reach the host's interfaces (and an unprivileged process may not
  // return to a namespace that it did not make).
  void enter() const;

  // Does `what` inside and returns when it is done, with the calling thread never leaving its own namespace: a
  // thread of its own goes in and ends there. Throws what `what` throws.
  void inside(const std::function<void()>& what) const;

 private:
  explicit NetworkNamespace(net::FileDescriptor descriptor) : descriptor_(std::move(descriptor)) {}

  net::FileDescriptor descriptor_;
};

// Writes one kernel setting of the calling thread's network namespace: ("net/ipv4/ip_forward", "1"). Throws
// std::system_error naming the file.
void set_kernel_setting(const std::string& name, const std::string& value);

// May this process make namespaces and configure interfaces (CAP_SYS_ADMIN, CAP_NET_ADMIN)?
[[nodiscard]] bool may_make_networks();

// Without those rights, enters a new user namespace in which this process is root: the same user to the rest of the
// machine. Must come before the first thread and before any namespace of ours. Throws std::system_error.
void enter_user_namespace_if_needed();

}  // namespace sim
