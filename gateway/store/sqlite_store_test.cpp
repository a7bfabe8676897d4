#include "gateway/store/sqlite_store.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "gateway/store/sqlite_database.hpp"

namespace gateway {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using net::Ipv4Address;

// A folder with a state file in it, and a clock that a test turns.
struct Disk {
  Disk() {
    auto pattern = (fs::temp_directory_path() / "state-test-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    file = folder / "smg.state";
  }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk() { fs::remove_all(folder); }

  [[nodiscard]] std::unique_ptr<SqliteStore> open(Sync sync = Sync::normal) {
    return std::make_unique<SqliteStore>(file, sync, StoreClock{[this] { return loop; }, [this] { return wall; }});
  }
  // What a store finds whose program was killed just now: the files as they are, without a last word.
  [[nodiscard]] Restored after_a_kill() const {
    Disk copy;
    for (const auto& each : fs::directory_iterator(folder)) fs::copy(each, copy.folder);
    copy.loop = loop;
    copy.wall = wall;
    return copy.open()->restore();
  }
  void passes(std::chrono::seconds time) {
    loop += time;
    wall += time;
  }
  // What opening or reading the store says against it.
  [[nodiscard]] std::string refusal() {
    try {
      open()->restore();
    } catch (const std::system_error& error) {
      return error.what();
    }
    return "none";
  }

  fs::path folder, file;
  net::TimePoint loop{5s};
  std::chrono::sys_seconds wall{1209643200s};
};

Lease lease_of(std::string client, std::uint32_t address, LeaseState state, net::TimePoint until) {
  Lease lease{std::move(client), net::MacAddress({0, 4, 0xf2, 0x1a, 0x24, 0x57}), Ipv4Address(address)};
  lease.state = state;
  lease.held = state != LeaseState::declined;
  lease.until = until;
  lease.granted = state == LeaseState::past ? 0s : 24h;
  return lease;
}

Lease leased(std::uint32_t address, net::TimePoint until) {
  auto lease = lease_of("m" + std::to_string(address), address, LeaseState::leased, until);
  lease.granted_xid = 0xfedcba98;
  lease.number = "020319816065123456";
  lease.host_name = "lobby";
  return lease;
}

Batch with_lease(const Lease& lease) {
  Batch batch;
  batch.leases.push_back({lease.address, lease});
  return batch;
}

PendingEvent event(const std::string& id) {
  return {Target::activator,
          {id, "SMG000001", std::chrono::sys_seconds(1209643201s), EventClass::dhcp, 67, Severity::notice,
           "Leased Mac 0004f21a2457", "PhoneProv", "0004f21a2457", "192.168.100.100", "0203", "http://x/0203"}};
}

TEST(SqliteStore, WhatWasKeptIsThereAfterAKill) {
  Disk disk;
  const auto store = disk.open();
  EXPECT_TRUE(store->restore().leases.empty());
  auto strange = lease_of(std::string("i\0\xff", 3), 3, LeaseState::past, disk.loop - 10s);
  strange.granted = 24h;
  const std::vector leases{leased(1, disk.loop + 24h), lease_of("d2", 2, LeaseState::declined, disk.loop + 1h),
                           strange};
  Batch batch;
  for (const auto& lease : leases) batch.leases.push_back({lease.address, lease});
  batch.raised = {event("b"), event("a")};
  store->keep(batch);
  const auto restored = disk.after_a_kill();
  EXPECT_EQ(restored.leases, leases);
  ASSERT_EQ(restored.pending.size(), 2U);
  EXPECT_EQ(restored.pending[0].event, event("b").event);
  EXPECT_EQ(restored.pending[1].event.id, "a");
  EXPECT_EQ(restored.pending[1].target, Target::activator);
}

TEST(SqliteStore, WhatWasForgottenSettledOrOverwrittenIsGone) {
  Disk disk;
  const auto store = disk.open(Sync::full);
  auto batch = with_lease(leased(1, disk.loop + 24h));
  batch.leases.push_back({Ipv4Address(2), leased(2, disk.loop + 24h)});
  batch.raised = {event("a"), event("b")};
  store->keep(batch);
  const auto newer = lease_of("other", 1, LeaseState::leased, disk.loop + 1h);
  auto second = with_lease(newer);
  second.leases.push_back({Ipv4Address(2), std::nullopt});
  second.settled = {{Target::activator, "a"}, {Target::manager_1, "b"}};
  store->keep(second);
  const auto restored = disk.after_a_kill();
  EXPECT_EQ(restored.leases, std::vector{newer});
  ASSERT_EQ(restored.pending.size(), 1U);
  EXPECT_EQ(restored.pending[0].event.id, "b");
}

TEST(SqliteStore, TimeThatPassedMeanwhileIsTakenFromALease) {
  Disk disk;
  disk.open()->keep(with_lease(leased(1, disk.loop + 24h)));
  disk.wall += 10h;
  disk.loop = net::TimePoint(1s);  // a new run, with a clock of its own
  EXPECT_EQ(disk.open()->restore().leases[0].until, disk.loop + 14h);
  disk.wall += 100h;
  EXPECT_EQ(disk.open()->restore().leases[0].until, disk.loop);
}

TEST(SqliteStore, ALeaseNeverLastsLongerThanItWasGrantedForWhateverTheClockSays) {
  Disk disk;
  disk.open()->keep(with_lease(leased(1, disk.loop + 24h)));
  disk.wall -= 1000h;
  EXPECT_EQ(disk.open()->restore().leases[0].until, disk.loop + 24h);
  disk.wall += 20h;
  EXPECT_EQ(disk.open()->restore().leases[0].until, disk.loop + 4h) << "not 24 hours again at every restart";
}

TEST(SqliteStore, LeasesFollowAClockThatIsSetWhileTheStoreIsOpen) {
  Disk disk;
  const auto store = disk.open();
  store->keep(with_lease(leased(1, disk.loop + 24h)));
  disk.passes(1h);
  disk.wall += 24h * 365 * 10;  // the router has heard of the right time
  store->keep(with_lease(leased(2, disk.loop + 24h)));
  disk.passes(1h);
  const auto restored = disk.after_a_kill();
  EXPECT_EQ(restored.leases[0].until, disk.loop + 22h);
  EXPECT_EQ(restored.leases[1].until, disk.loop + 23h);
}

TEST(SqliteStore, ItsFilesAreForNobodyElse) {
  Disk disk;
  std::ofstream(disk.file).close();
  fs::permissions(disk.file, fs::perms(0644));
  const auto store = disk.open();
  store->keep(with_lease(leased(1, disk.loop + 24h)));
  int files = 0;
  for (const auto& each : fs::directory_iterator(disk.folder)) {
    ++files;
    EXPECT_EQ(each.status().permissions(), fs::perms(0600)) << each;
  }
  EXPECT_EQ(files, 2) << "the database and its write-ahead log";
}

TEST(SqliteStore, AFileThatItCannotTrustIsRefusedByName) {
  const auto refused = [](const std::function<void(Disk&)>& spoil) {
    Disk disk;
    {
      const auto store = disk.open();
      for (std::uint32_t i = 1; i < 500; ++i) store->keep(with_lease(leased(i, disk.loop + 24h)));
    }
    spoil(disk);
    const auto why = disk.refusal();
    EXPECT_NE(why.find(disk.file.string()), std::string::npos) << why;
    return why.substr(why.rfind(": ") + 2);
  };
  EXPECT_EQ(refused([](Disk& d) { std::ofstream(d.file) << "This is no database at all, but a letter."; }),
            "file is not a database");
  EXPECT_EQ(refused([](Disk& d) {
              std::fstream file(d.file, std::ios::in | std::ios::out | std::ios::binary);
              file.seekp(std::streamoff{3} * 4096);
              file << std::string(4096, '\x5a');
            }),
            "database disk image is malformed");
  EXPECT_EQ(refused([](Disk& d) { fs::resize_file(d.file, std::uintmax_t{5} * 4096); }),
            "database disk image is malformed");
  EXPECT_EQ(refused([](Disk& d) { SqliteDatabase(d.file).execute("UPDATE lease SET state = 'on loan'"); }),
            "database disk image is malformed");
  EXPECT_EQ(refused([](Disk& d) { SqliteDatabase(d.file).execute("UPDATE lease SET client = X'6f'"); }),
            "database disk image is malformed");
  EXPECT_EQ(refused([](Disk& d) { SqliteDatabase(d.file).execute("PRAGMA application_id = 7"); }),
            "database disk image is malformed");
  EXPECT_EQ(refused([](Disk& d) { SqliteDatabase(d.file).execute("PRAGMA user_version = 2"); }),
            "Operation not supported");
  EXPECT_EQ(refused([](Disk& d) {
              fs::remove(d.file);
              fs::create_directory(d.file);
            }),
            "Is a directory");
}

TEST(SqliteStore, OneProgramAtATimeHasIt) {
  Disk disk;
  const auto store = disk.open();
  EXPECT_NE(disk.refusal().find("database is locked"), std::string::npos);
}

// Files may grow no further: what a full disk is to a writer, without a disk of our own.
class NoRoom {
 public:
  explicit NoRoom(std::uintmax_t octets) {
    before_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit tight{octets, limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  NoRoom(const NoRoom&) = delete;
  NoRoom& operator=(const NoRoom&) = delete;
  ~NoRoom() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    (void)std::signal(SIGXFSZ, before_);
  }

 private:
  rlimit limit_{};
  void (*before_)(int) = nullptr;
};

TEST(SqliteStore, WhatCannotBeWrittenIsRefusedWholeAndWhatComesAfterIsKept) {
  Disk disk;
  const auto store = disk.open();
  store->keep(with_lease(leased(1, disk.loop + 24h)));
  {
    const NoRoom full(fs::file_size(disk.file.string() + "-wal") + 100);
    auto batch = with_lease(leased(2, disk.loop + 24h));
    batch.raised.push_back(event("a"));
    EXPECT_THROW(store->keep(batch), std::system_error);
    EXPECT_THROW(store->keep(batch), std::system_error);
  }
  const auto meanwhile = disk.after_a_kill();
  EXPECT_EQ(meanwhile.leases.size(), 1U);
  EXPECT_TRUE(meanwhile.pending.empty());
  store->keep(with_lease(leased(3, disk.loop + 24h)));
  const auto after = disk.after_a_kill();
  ASSERT_EQ(after.leases.size(), 2U);
  EXPECT_EQ(after.leases[1].address, Ipv4Address(3));
}

}  // namespace
}  // namespace gateway
