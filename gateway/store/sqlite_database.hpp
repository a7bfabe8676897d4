#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "net/bytes.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace gateway {

// What SQLite answers instead of doing its work, by its own numbers and in its own words.
std::error_code sqlite_error(int code);
inline constexpr int sqlite_corrupt = 11;  // SQLITE_CORRUPT: for what only the reader of a row can see

// One SQLite database file, open for as long as this lives. Everything throws std::system_error with
// sqlite_error().
class SqliteDatabase {
 public:
  // Makes the file when there is none; mode 0600 in either case.
  explicit SqliteDatabase(const std::string& path);
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void execute(const std::string& sql);         // statements without parameters; rows are not shown
  std::int64_t number(const std::string& sql);  // the first column of the first row
  std::string text(const std::string& sql);

 private:
  friend class SqliteStatement;
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

// A statement, prepared once and run many times. Texts that are bound must live until it is reset.
class SqliteStatement {
 public:
  SqliteStatement(SqliteDatabase& database, std::string_view sql);

  // Runs it to its end with these values for ?1, ?2, …
  template <typename... Values>
  void run(const Values&... values) {
    bind_all(values...);
    while (next_row()) {
    }
  }

  template <typename... Values>
  void bind_all(const Values&... values) {
    int place = 0;
    (bind(++place, values), ...);
  }
  bool next_row();  // false: it is done, and reset
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::optional<std::int64_t> number_or_null(int column) const;
  [[nodiscard]] std::string text(int column) const;  // of a text or a blob

 private:
  void bind(int place, std::int64_t number);
  void bind(int place, std::optional<std::int64_t> number);
  void bind(int place, std::string_view text);
  void bind(int place, net::BytesView blob);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace gateway
