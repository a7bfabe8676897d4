#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/time.hpp"

namespace net {

inline constexpr int journal_version = 1;

// Who is speaking (docs/journal.md): the run itself, the wire, a mock, a handset, or the gateway's visible side.
enum class Source { run, wire, mock, handset, gateway };
std::string_view to_string(Source source);

// The closed set of things that can happen. Each is one row of the schema table in journal_schema.cpp.
enum class Kind {
  run_started,
  case_started,
  step_started,
  verdict,
  case_ended,  // run
  dhcp_frame,
  http_request_frame,
  http_response_frame,  // wire
  event_received,
  account_requested,
  account_fetched,
  account_stored,
  directory_made,
  file_answered,  // mock
  power,
  dhcp_state,
  leased,
  boot_phase,
  boot_decision,
  name_lookup,
  http_done,
  pass_ended,
  provisioned,  // handset
  gateway_ready,
  gateway_log,
  gateway_answer,
  gateway_ended,  // gateway
};

enum class FieldType { text, number, flag };

struct FieldSchema {
  std::string_view name;
  FieldType type;
  std::string_view meaning;  // with its unit
};

struct KindSchema {
  Kind kind;
  std::string_view name;  // as in journal.jsonl
  Source source;
  std::span<const FieldSchema> fields;
};

std::span<const KindSchema> journal_schema();
const KindSchema& schema(Kind kind);

// One value of a record; monostate where the field has nothing to say (absent from the JSON).
using FieldValue = std::variant<std::monostate, std::string, std::int64_t, bool>;

struct Field {
  std::string_view name;
  FieldValue value;

  Field(std::string_view n, std::string v) : name(n), value(std::move(v)) {}
  Field(std::string_view n, std::string_view v) : name(n), value(std::string(v)) {}
  Field(std::string_view n, const char* v) : name(n), value(std::string(v)) {}
  Field(std::string_view n, bool v) : name(n), value(v) {}
  template <std::integral Number>
  Field(std::string_view n, Number v) : name(n), value(static_cast<std::int64_t>(v)) {}
  template <typename Value>
  Field(std::string_view n, const std::optional<Value>& v) : name(n) {
    if (v) value = Field(n, *v).value;
  }
};

// One thing that happened. Records of a case are ordered by `sequence`; equal times keep that order.
struct Record {
  std::uint64_t sequence;
  TimePoint time;
  Kind kind;
  std::string actor;               // the handset's name, "activator", "gateway", "lan", …
  std::vector<FieldValue> values;  // one for each field of the kind's schema, in its order

  [[nodiscard]] std::string_view text(std::string_view field) const;  // "" when absent
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view field) const;
  [[nodiscard]] bool flag(std::string_view field) const;  // false when absent
  [[nodiscard]] bool has(std::string_view field) const;   // false also when the kind has no such field
};

// Where a part says what happened to it. The fields' names must be the schema's (asserted); missing ones stay
// absent.
class Notes {
 public:
  virtual ~Notes() = default;
  virtual void note(Kind kind, std::string_view actor, std::initializer_list<Field> fields) = 0;
};

// For parts on their own, and for tests that do not look.
class NoNotes : public Notes {
 public:
  void note(Kind, std::string_view, std::initializer_list<Field>) override {}
};

// The journal of one case: numbers and times what is noted, and tells its readers at once.
class Journal : public Notes {
 public:
  using Reader = std::function<void(const Record&)>;
  using Now = std::function<TimePoint()>;

  explicit Journal(Now now) : now_(std::move(now)) {}
  void subscribe(Reader reader) { readers_.push_back(std::move(reader)); }
  void note(Kind kind, std::string_view actor, std::initializer_list<Field> fields) override;

 private:
  Now now_;
  std::uint64_t sequence_ = 0;
  std::vector<Reader> readers_;
};

// One line of journal.jsonl, without the line's end:
// {"case":…,"seq":…,"t":ns,"source":…,"kind":…,"actor":…,…fields}.
std::string to_json(const Record& record, std::string_view case_name);

}  // namespace net
