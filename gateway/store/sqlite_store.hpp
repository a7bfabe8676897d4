#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "gateway/store/store.hpp"
#include "net/time.hpp"

namespace gateway {

// When a commit is durable. normal: once the kernel has it, so that no end of the process loses it; the machine
// losing power may. full: once the disk has it.
enum class Sync { normal, full };

// The loop's time, which leases end by, and the wall's, which outlives the loop and may jump.
struct StoreClock {
  std::function<net::TimePoint()> loop;
  std::function<std::chrono::sys_seconds()> wall;
};

// A Store in one SQLite file with a write-ahead log. One program at a time has it.
//
// Ends of leases are written as wall time. When the wall clock jumps while the store is open they are moved with
// it; when it jumped meanwhile, a lease read back lasts no longer than it was granted for, and no less than
// nothing.
class SqliteStore : public Store {
 public:
  // Opens the file, or makes it, and examines it whole. Throws std::system_error naming the file: it cannot be
  // opened, another program has it, it is damaged, it is none of ours, or a later version wrote it.
  SqliteStore(std::string path, Sync sync, StoreClock clock);
  ~SqliteStore() override;

  Restored restore() override;
  void keep(const Batch& batch) override;

 private:
  class Parts;
  std::string path_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gateway
