#include "gateway/store/sqlite_store.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "gateway/store/sqlite_database.hpp"

namespace gateway {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::int64_t our_mark = 0x534d4731;  // "SMG1", the database's application_id
constexpr std::int64_t our_version = 1;        // its user_version

// Choices are kept by their names, so that a later list of them may be ordered otherwise.
constexpr auto schema = R"(
BEGIN;
CREATE TABLE lease(
  address INTEGER PRIMARY KEY,
  client BLOB NOT NULL,
  mac INTEGER NOT NULL,
  state TEXT NOT NULL,
  until INTEGER NOT NULL,    -- seconds of wall time since 1970, UTC
  granted INTEGER NOT NULL,  -- seconds
  xid INTEGER,
  number TEXT NOT NULL,
  host TEXT NOT NULL) STRICT;  -- as the client calls itself
CREATE TABLE pending(
  place INTEGER PRIMARY KEY,  -- in the order in which they were raised
  target TEXT NOT NULL,
  id TEXT NOT NULL,
  serial TEXT NOT NULL,
  time INTEGER NOT NULL,
  class TEXT NOT NULL,
  subclass INTEGER NOT NULL,
  severity TEXT NOT NULL,
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  mac TEXT NOT NULL,
  ip TEXT NOT NULL,
  rand TEXT NOT NULL,
  option66 TEXT NOT NULL) STRICT;
CREATE INDEX pending_by_id ON pending(id);
PRAGMA application_id = 1397573425;
PRAGMA user_version = 1;
COMMIT)";

[[noreturn]] void damaged() { throw std::system_error(sqlite_error(sqlite_corrupt)); }

constexpr std::array kept_states{LeaseState::leased, LeaseState::past, LeaseState::declined};

LeaseState state_of(std::string_view text) {
  const auto* found =
      std::find_if(kept_states.begin(), kept_states.end(), [&](auto s) { return to_string(s) == text; });
  if (found == kept_states.end()) damaged();
  return *found;
}

template <typename Choice>
Choice choice_of(std::string_view text) {
  const auto names = choice_names(Choice{});
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) damaged();
  return static_cast<Choice>(found - names.begin());
}

net::MacAddress mac_of(std::int64_t number) {
  return net::MacAddress({0, 0, 0, 0, 0, 0}).plus(static_cast<std::uint64_t>(number));
}

}  // namespace

class SqliteStore::Parts {
 public:
  Parts(const std::string& path, Sync sync, StoreClock clock) : clock_(std::move(clock)), database_(path) {
    database_.execute("PRAGMA locking_mode = EXCLUSIVE");
    if (database_.text("PRAGMA quick_check(1)") != "ok") damaged();
    const bool fresh = database_.number("SELECT count(*) FROM sqlite_schema") == 0;
    database_.text("PRAGMA journal_mode = WAL");
    database_.execute(sync == Sync::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    if (fresh) database_.execute(schema);
    if (database_.number("PRAGMA application_id") != our_mark) damaged();
    version_ = database_.number("PRAGMA user_version");
    if (version_ != our_version) return;
    statements_.emplace(database_);
    ahead_ = ahead();
  }

  [[nodiscard]] std::int64_t version() const { return version_; }

  Restored restore() { return {restore_leases(), restore_pending()}; }

  void keep(const Batch& batch) {
    auto& s = *statements_;
    s.begin.run();
    try {
      const auto ahead_now = ahead();
      follow_the_wall(ahead_now - ahead_);
      for (const auto& record : batch.leases) keep(record);
      for (const auto& pending : batch.raised) keep(pending);
      for (const auto& settled : batch.settled) s.forget_event.run(name(settled.target), settled.id);
      s.commit.run();
      ahead_ = ahead_now;
    } catch (const std::system_error&) {
      roll_back();
      throw;
    }
  }

 private:
  struct Statements {
    explicit Statements(SqliteDatabase& database)
        : begin(database, "BEGIN IMMEDIATE"),
          commit(database, "COMMIT"),
          put_lease(database, "INSERT OR REPLACE INTO lease VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
          forget_lease(database, "DELETE FROM lease WHERE address = ?1"),
          put_event(database,
                    "INSERT INTO pending VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
          forget_event(database, "DELETE FROM pending WHERE id = ?2 AND target = ?1") {}
    SqliteStatement begin, commit, put_lease, forget_lease, put_event, forget_event;
  };

  // By how much the wall's clock is ahead of the loop's.
  [[nodiscard]] seconds ahead() const {
    return clock_.wall() - sys_seconds(std::chrono::floor<seconds>(clock_.loop().time_since_epoch()));
  }

  // Rounded up: a lease may end a second late here, never before its client thinks so.
  [[nodiscard]] std::int64_t wall_time(net::TimePoint instant) const {
    return (std::chrono::ceil<seconds>(instant.time_since_epoch()) + ahead()).count();
  }

  void follow_the_wall(seconds jump) {
    if (std::chrono::abs(jump) < seconds(2)) return;  // rounding
    SqliteStatement(database_, "UPDATE lease SET until = until + ?1").run(jump.count());
  }

  void keep(const AddressRecord& record) {
    if (!record.lease) return statements_->forget_lease.run(record.address.number());
    const auto& lease = *record.lease;
    statements_->put_lease.run(record.address.number(), net::as_bytes(lease.client),
                               static_cast<std::int64_t>(lease.mac.number()), to_string(lease.state),
                               wall_time(lease.until), std::chrono::ceil<seconds>(lease.granted).count(),
                               lease.granted_xid ? std::optional<std::int64_t>(*lease.granted_xid) : std::nullopt,
                               lease.number, lease.host_name);
  }

  void keep(const PendingEvent& pending) {
    const auto& event = pending.event;
    statements_->put_event.run(name(pending.target), event.id, event.serial,
                               std::int64_t{event.time.time_since_epoch().count()}, name(event.event_class),
                               std::int64_t{event.subclass}, name(event.severity), event.text, event.name,
                               event.mac, event.ip, event.rand, event.option66);
  }

  void roll_back() {
    try {
      database_.execute("ROLLBACK");
    } catch (const std::system_error&) {  // it has rolled back by itself
    }
  }

  std::vector<Lease> restore_leases() {
    const auto wall = clock_.wall().time_since_epoch().count();
    SqliteStatement(database_,
                    "UPDATE lease SET until = ?1 + granted WHERE state <> 'past' AND until > ?1 + granted")
        .run(wall);
    SqliteStatement rows(
        database_,
        "SELECT address, client, mac, state, until, granted, xid, number, host FROM lease ORDER BY address");
    std::vector<Lease> leases;
    std::set<std::string> clients;
    rows.bind_all();
    while (rows.next_row()) {
      leases.push_back(read_lease(rows, seconds(wall)));
      const auto& client = leases.back().client;
      if (client.empty() || !clients.insert(client).second) damaged();
    }
    return leases;
  }

  [[nodiscard]] Lease read_lease(const SqliteStatement& row, seconds wall) const {
    constexpr std::int64_t highest_address = 0xfffffffe;
    constexpr seconds longest = std::chrono::hours(24 * 365 * 140);  // more than 2^32 seconds, less than overflows
    const auto address = row.number(0);
    if (address < 0 || address > highest_address) damaged();
    Lease lease{row.text(1), mac_of(row.number(2)), net::Ipv4Address(static_cast<std::uint32_t>(address))};
    lease.state = state_of(row.text(3));
    lease.held = lease.state != LeaseState::declined;
    const auto left = std::clamp(seconds(row.number(4)), wall - longest, wall + longest) - wall;
    lease.granted = std::clamp(seconds(row.number(5)), seconds(0), longest);
    const bool past = lease.state == LeaseState::past;
    lease.until = clock_.loop() + (past ? std::min<net::Duration>(left, seconds(0))
                                        : std::clamp<net::Duration>(left, seconds(0), lease.granted));
    if (const auto xid = row.number_or_null(6)) lease.granted_xid = static_cast<std::uint32_t>(*xid);
    lease.number = row.text(7);
    lease.host_name = row.text(8);
    return lease;
  }

  std::vector<PendingEvent> restore_pending() {
    SqliteStatement row(database_,
                        "SELECT target, id, serial, time, class, subclass, severity, text, name, mac, ip, rand, "
                        "option66 FROM pending ORDER BY place");
    std::vector<PendingEvent> all;
    while (row.next_row()) {
      Event event;
      event.id = row.text(1);
      event.serial = row.text(2);
      event.time = sys_seconds(seconds(row.number(3)));
      event.event_class = choice_of<EventClass>(row.text(4));
      event.subclass = static_cast<std::uint32_t>(row.number(5));
      event.severity = choice_of<Severity>(row.text(6));
      event.text = row.text(7);
      event.name = row.text(8);
      event.mac = row.text(9);
      event.ip = row.text(10);
      event.rand = row.text(11);
      event.option66 = row.text(12);
      all.push_back({choice_of<Target>(row.text(0)), std::move(event)});
    }
    return all;
  }

  StoreClock clock_;
  SqliteDatabase database_;
  std::int64_t version_ = 0;
  std::optional<Statements> statements_;
  seconds ahead_{};  // when the store was written last
};

namespace {

// Names what was attempted on which file.
template <typename Work>
auto attempt(const std::string& sentence, Work work) {
  try {
    return work();
  } catch (const std::system_error& refusal) {
    throw std::system_error(refusal.code(), sentence);
  }
}

}  // namespace

SqliteStore::SqliteStore(std::string path, Sync sync, StoreClock clock) : path_(std::move(path)) {
  attempt("open the state file " + path_ + " (without it no lease is remembered: move it away to start anew)",
          [&] { parts_ = std::make_unique<Parts>(path_, sync, std::move(clock)); });
  if (parts_->version() != our_version)
    throw std::system_error(std::make_error_code(std::errc::not_supported),
                            "open the state file " + path_ + ", written by another version of smg");
}

SqliteStore::~SqliteStore() = default;

Restored SqliteStore::restore() {
  return attempt("read the state file " + path_, [this] { return parts_->restore(); });
}

void SqliteStore::keep(const Batch& batch) {
  attempt("write the state file " + path_, [&] { parts_->keep(batch); });
}

}  // namespace gateway
