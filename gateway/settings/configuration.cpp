#include "gateway/settings/configuration.hpp"

#include <utility>

namespace gateway {

std::optional<Refusal> Configuration::obey(std::span<const Command> commands) {
  auto next = settings_;
  for (const auto& command : commands) {
    auto after = obeyed(next, command);
    if (auto* refusal = std::get_if<Refusal>(&after)) return std::move(*refusal);
    next = std::get<Settings>(std::move(after));
  }
  if (next == settings_) return std::nullopt;
  const auto before = std::exchange(settings_, std::move(next));
  for (const auto& observer : observers_) observer(before);
  return std::nullopt;
}

}  // namespace gateway
