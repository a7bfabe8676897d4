#include <algorithm>

#include "gateway/settings/command.hpp"

namespace gateway {

namespace {

std::variant<Settings, Refusal> set(const Settings& settings, const SetValue& command) {
  const auto& row = *command.row;
  auto next = settings;
  if (row.list != nullptr && !row.list->configured(next, command.index)) row.list->create(next, command.index);
  const auto refused = write(row.cell(next, command.index), row.limits, command.value);
  if (!refused) return next;
  return Refusal{std::string(row.words) + ": " + refused->message, refused->help, command.column,
                 std::max<std::size_t>(1, command.value.size()),
                 std::holds_alternative<PasswordHash*>(row.cell(next, command.index))};
}

std::variant<Settings, Refusal> switch_off(const Settings& settings, const SwitchOff& command) {
  const auto& row = *command.row;
  if (row.list != nullptr && !row.list->configured(settings, command.index))
    return Refusal{std::string(row.list->title) + " " + std::to_string(command.index) + " is unconfigured",
                   "setting any field of the row creates it", 0, 2};
  auto next = settings;
  const auto refused = write(row.cell(next, command.index), row.limits, "no");
  if (refused) return Refusal{refused->message, refused->help, 0, 2};
  return next;
}

}  // namespace

bool sets(const Command& command) {
  return std::holds_alternative<SetValue>(command) || std::holds_alternative<SwitchOff>(command) ||
         std::holds_alternative<DeleteRow>(command);
}

std::variant<Settings, Refusal> obeyed(const Settings& settings, const Command& command) {
  if (const auto* value = std::get_if<SetValue>(&command)) return set(settings, *value);
  if (const auto* off = std::get_if<SwitchOff>(&command)) return switch_off(settings, *off);
  auto next = settings;
  if (const auto* row = std::get_if<DeleteRow>(&command)) row->list->clear(next, row->index);
  return next;
}

std::optional<Refusal> check_command(std::string_view line) {
  const auto parsed = parse_command(line);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) return *refusal;
  const auto* value = std::get_if<SetValue>(&std::get<Command>(parsed));
  if (value == nullptr) return std::nullopt;  // whether the row exists depends on the settings
  const auto applied = set(Settings{}, *value);
  if (const auto* refusal = std::get_if<Refusal>(&applied)) return *refusal;
  return std::nullopt;
}

}  // namespace gateway
