#pragma once

#include <sys/types.h>

#include "net/file_descriptor.hpp"

namespace sim {

// A PID namespace whose every process dies with this object, and with the program, however that ends: kill -9
// included.
//
// Its first process is a fork of this one that does nothing but wait. When the first process of a PID namespace
// goes, the kernel kills all others in it. It goes when the parent-death signal comes, and when the pipe ends whose
// other end only this program holds: either may be lost (a signal sent before it was asked for; a stray copy of the
// pipe), not both. It never changes its credentials, which would cancel the signal. Orphans inside are reaped by
// it.
class Reaper {
 public:
  Reaper();   // throws std::system_error. The calling thread must outlive it: the parent of the signal is a thread
  ~Reaper();  // returns when every process inside is gone. Children that this program must wait for come first
              // (assert)
  Reaper(const Reaper&) = delete;
  Reaper& operator=(const Reaper&) = delete;

  // Moves what the calling thread forks from now on in. (The thread itself stays; it can start no more threads.)
  void adopt_forks_of_this_thread() const;

  [[nodiscard]] pid_t pid() const { return pid_; }

  // A zombie whose parent is this program holds the namespace open, so children are counted.
  void child_born() { ++children_; }
  void child_buried() { --children_; }

 private:
  net::FileDescriptor life_line_;  // the write end; never written to
  net::FileDescriptor process_;    // pidfd
  pid_t pid_ = -1;
  int children_ = 0;
};

}  // namespace sim
