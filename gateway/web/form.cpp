#include "gateway/web/form.hpp"

#include <algorithm>

#include "gateway/web/menu.hpp"
#include "net/http/url.hpp"

namespace gateway::web {

namespace {

Cell cell_of(Settings& fresh, const SettingRow& row) {
  if (row.list != nullptr) row.list->create(fresh, 1);
  return row.cell(fresh, row.list != nullptr ? 1 : 0);
}

std::optional<Button> button_named(std::string_view name) {
  if (name == "update") return Button::update;
  if (name == "basic") return Button::show_basic;
  if (name == "advanced") return Button::show_advanced;
  return std::nullopt;
}

bool takes(Form& form, const SettingPage& page, const std::string& name, const std::string& value) {
  if (name == "csrf") return true;  // judged before
  if (name == "do") {
    const auto button = button_named(value);
    if (button) form.button = *button;
    return button.has_value();
  }
  if (name == "view") {
    if (value == "advanced") form.view = View::advanced;
    return value == "advanced" || value == "basic";
  }
  const auto row = std::ranges::find(page.rows, name, field_name);
  if (row == page.rows.end()) return false;
  if (std::ranges::find(form.fields, &*row, &Field::row) != form.fields.end()) return false;
  if (!value.empty() || !is_secret(*row)) form.fields.push_back({&*row, value});
  return true;
}

// Beside its field a refusal need not name it.
Refusal beside(const SettingRow& row, Refusal refusal) {
  const auto name = std::string(row.words) + ": ";
  if (refusal.message.starts_with(name)) refusal.message.erase(0, name.size());
  return refusal;
}

}  // namespace

std::vector<Field> fields_of(const Settings& settings, const SettingPage& page, std::size_t index, View view) {
  std::vector<Field> fields;
  const bool configured = page.list == nullptr || page.list->configured(settings, index);
  for (const auto& row : page.rows) {
    if (row.shown == Shown::advanced && view == View::basic) continue;
    const bool hidden = is_secret(row);
    fields.push_back({&row, hidden ? "" : configured ? read(settings, row, index) : default_value(row)});
  }
  return fields;
}

std::vector<std::string_view> choices(const SettingRow& row) {
  Settings fresh;
  return std::visit(
      []<typename Value>(const Value*) -> std::vector<std::string_view> {
        if constexpr (std::is_same_v<Value, bool>) {
          return {"yes", "no"};
        } else if constexpr (std::is_enum_v<Value>) {
          const auto names = choice_names(Value{});
          return {names.begin(), names.end()};
        } else {
          return {};
        }
      },
      cell_of(fresh, row));
}

bool is_number(const SettingRow& row) {
  Settings fresh;
  const auto cell = cell_of(fresh, row);
  return std::holds_alternative<std::uint32_t*>(cell) || std::holds_alternative<std::chrono::seconds*>(cell) ||
         std::holds_alternative<std::optional<std::uint32_t>*>(cell);
}

bool is_secret(const SettingRow& row) {
  Settings fresh;
  return std::holds_alternative<PasswordHash*>(cell_of(fresh, row));
}

std::string field_name(const SettingRow& row) { return slug(row.words); }

std::optional<Form> read_form(const SettingPage& page, std::string_view body) {
  Form form;
  for (const auto& [name, value] : net::form_decode(body))
    if (!takes(form, page, name, value)) return std::nullopt;
  std::ranges::sort(form.fields, {}, &Field::row);  // the page's order, whatever the sender's
  return form;
}

std::vector<Command> commands_of(const std::vector<Field>& fields, std::size_t index) {
  std::vector<Command> commands;
  commands.reserve(fields.size());
  for (const auto& field : fields) commands.emplace_back(SetValue{field.row, index, field.value, 0});
  return commands;
}

bool judge(std::vector<Field>& fields, std::size_t index, const Settings& settings) {
  bool right = true;
  for (auto& field : fields) {
    const auto after = obeyed(settings, SetValue{field.row, index, field.value, 0});
    const auto* refusal = std::get_if<Refusal>(&after);
    if (refusal != nullptr) field.refusal = beside(*field.row, *refusal);
    right = right && refusal == nullptr;
  }
  return right;
}

}  // namespace gateway::web
