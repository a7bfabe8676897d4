#include "net/journal.hpp"

#include <cassert>
#include <nlohmann/json.hpp>

namespace net {
namespace {

std::size_t index_of(const KindSchema& row, std::string_view field) {
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].name == field) return i;
  }
  assert(false && "a field that the journal's schema does not have");
  return row.fields.size();
}

template <typename Value>
const Value* value(const Record& record, std::string_view field) {
  return std::get_if<Value>(&record.values[index_of(schema(record.kind), field)]);
}

bool fits(const FieldValue& value, FieldType type) {
  switch (type) {
    case FieldType::text: return std::holds_alternative<std::string>(value);
    case FieldType::number: return std::holds_alternative<std::int64_t>(value);
    case FieldType::flag: return std::holds_alternative<bool>(value);
  }
  return false;
}

}  // namespace

std::string_view to_string(Source source) {
  switch (source) {
    case Source::run: return "run";
    case Source::wire: return "wire";
    case Source::mock: return "mock";
    case Source::handset: return "handset";
    case Source::gateway: return "gateway";
  }
  return "";
}

std::string_view Record::text(std::string_view field) const {
  const auto* found = value<std::string>(*this, field);
  return found != nullptr ? std::string_view(*found) : std::string_view();
}

std::optional<std::int64_t> Record::number(std::string_view field) const {
  const auto* found = value<std::int64_t>(*this, field);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

bool Record::flag(std::string_view field) const {
  const auto* found = value<bool>(*this, field);
  return found != nullptr && *found;
}

bool Record::has(std::string_view field) const {
  const auto fields = schema(kind).fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field) return !std::holds_alternative<std::monostate>(values[i]);
  }
  return false;
}

void Journal::note(Kind kind, std::string_view actor, std::initializer_list<Field> fields) {
  const auto& row = schema(kind);
  Record record{++sequence_, now_(), kind, std::string(actor), std::vector<FieldValue>(row.fields.size())};
  for (const auto& field : fields) {
    const auto index = index_of(row, field.name);
    const bool absent = std::holds_alternative<std::monostate>(field.value);
    assert(absent || fits(field.value, row.fields[index].type));
    record.values[index] = field.value;
  }
  for (const auto& reader : readers_) reader(record);
}

std::string to_json(const Record& record, std::string_view case_name) {
  const auto& row = schema(record.kind);
  nlohmann::ordered_json line;
  line["case"] = case_name;
  line["seq"] = record.sequence;
  line["t"] = record.time.time_since_epoch().count();
  line["source"] = to_string(row.source);
  line["kind"] = row.name;
  line["actor"] = record.actor;
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    const std::string name(row.fields[i].name);
    if (const auto* text = std::get_if<std::string>(&record.values[i])) line[name] = *text;
    if (const auto* number = std::get_if<std::int64_t>(&record.values[i])) line[name] = *number;
    if (const auto* flag = std::get_if<bool>(&record.values[i])) line[name] = *flag;
  }
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace net
