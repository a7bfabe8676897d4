// The state file on a disk that is really full: a tmpfs of a few pages, in a mount namespace of the test's own.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "gateway/store/sqlite_store.hpp"

namespace gateway {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

void must(int result, const std::string& attempt) {
  if (result != 0) throw std::system_error(errno, std::generic_category(), attempt);
}

// Mounted here and nowhere else; goes with the process's namespace.
class SmallDisk {
 public:
  SmallDisk() {
    auto pattern = (fs::temp_directory_path() / "full-disk-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
    if (::unshare(CLONE_NEWNS) != 0) must(::unshare(CLONE_NEWUSER | CLONE_NEWNS), "unshare a mount namespace");
    must(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "make mounts private");
    must(::mount("none", path.c_str(), "tmpfs", 0, "size=512k,mode=700"), "mount a tmpfs");
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::umount2(path.c_str(), MNT_DETACH);
    std::error_code ignored;
    fs::remove(path, ignored);
  }
  void fill() const {
    std::ofstream filler(path / "filler", std::ios::binary);
    while (filler) filler << std::string(512, 'x') << std::flush;
  }
  void make_room() const { fs::remove(path / "filler"); }

  fs::path path;
};

Batch batch_with_lease(std::uint32_t address) {
  Lease lease{"m" + std::to_string(address), net::MacAddress({0, 4, 0xf2, 0, 0, 1}), net::Ipv4Address(address)};
  lease.state = LeaseState::leased;
  lease.until = net::TimePoint(24h);
  lease.granted = 24h;
  Batch batch;
  batch.leases.push_back({lease.address, lease});
  return batch;
}

StoreClock still() {
  return {[] { return net::TimePoint{}; }, [] { return std::chrono::sys_seconds(1209643200s); }};
}

TEST(FullDisk, RefusesTurnsUntilThereIsRoomAndKeepsThoseBeforeAndAfter) {
  const SmallDisk disk;
  const auto file = (disk.path / "smg.state").string();
  {
    SqliteStore store(file, Sync::normal, still());
    store.keep(batch_with_lease(1));
    disk.fill();
    std::string why;
    try {
      for (std::uint32_t i = 2; i < 100; ++i) store.keep(batch_with_lease(i));
    } catch (const std::system_error& refusal) {
      why = refusal.what();
    }
    EXPECT_EQ(why, "write the state file " + file + ": database or disk is full");
    disk.make_room();
    store.keep(batch_with_lease(200));
  }
  const auto leases = SqliteStore(file, Sync::normal, still()).restore().leases;
  ASSERT_GE(leases.size(), 2U);
  EXPECT_EQ(leases.front().address, net::Ipv4Address(1));
  EXPECT_EQ(leases.back().address, net::Ipv4Address(200));
}

}  // namespace
}  // namespace gateway
