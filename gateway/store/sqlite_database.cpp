#include "gateway/store/sqlite_database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>

#include "net/file_descriptor.hpp"

namespace gateway {

namespace {

static_assert(sqlite_corrupt == SQLITE_CORRUPT);

class Category : public std::error_category {
 public:
  [[nodiscard]] const char* name() const noexcept override { return "sqlite"; }
  [[nodiscard]] std::string message(int code) const override { return sqlite3_errstr(code); }
};

void must(int code) {
  if (code != SQLITE_OK) throw std::system_error(sqlite_error(code));
}

// SQLite gives the files beside it, the write-ahead log above all, the mode of the database.
void make_private(const std::string& path) {
  constexpr mode_t mine = 0600;
  const net::FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, mine));
  if (file.number() < 0 || ::fchmod(file.number(), mine) < 0)
    throw std::system_error(errno, std::generic_category());
}

}  // namespace

std::error_code sqlite_error(int code) {
  static const Category category;
  return {code, category};
}

void SqliteDatabase::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

SqliteDatabase::SqliteDatabase(const std::string& path) {
  make_private(path);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  must(code);
}

void SqliteDatabase::execute(const std::string& sql) {
  must(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t SqliteDatabase::number(const std::string& sql) {
  SqliteStatement statement(*this, sql);
  return statement.next_row() ? statement.number(0) : 0;
}

std::string SqliteDatabase::text(const std::string& sql) {
  SqliteStatement statement(*this, sql);
  return statement.next_row() ? statement.text(0) : std::string();
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(SqliteDatabase& database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  must(sqlite3_prepare_v3(database.database_.get(), sql.data(), static_cast<int>(sql.size()),
                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  statement_.reset(statement);
}

bool SqliteStatement::next_row() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement_.get());
  if (code != SQLITE_DONE) throw std::system_error(sqlite_error(code));
  return false;
}

std::int64_t SqliteStatement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::optional<std::int64_t> SqliteStatement::number_or_null(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::string SqliteStatement::text(int column) const {
  const auto* octets = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  return octets != nullptr ? std::string(octets, octets + sqlite3_column_bytes(statement_.get(), column))
                           : std::string();
}

void SqliteStatement::bind(int place, std::int64_t number) {
  must(sqlite3_bind_int64(statement_.get(), place, number));
}

void SqliteStatement::bind(int place, std::optional<std::int64_t> number) {
  if (number) return bind(place, *number);
  must(sqlite3_bind_null(statement_.get(), place));
}

void SqliteStatement::bind(int place, std::string_view text) {
  must(sqlite3_bind_text64(statement_.get(), place, text.data() != nullptr ? text.data() : "", text.size(),
                           SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind(int place, net::BytesView blob) {
  must(sqlite3_bind_blob64(statement_.get(), place, blob.data(), blob.size(), SQLITE_STATIC));
}

}  // namespace gateway
