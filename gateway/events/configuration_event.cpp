#include "gateway/events/configuration_event.hpp"

#include <fmt/format.h>

#include <variant>
#include <vector>

#include "gateway/settings/setting_table.hpp"

namespace gateway {

namespace {

constexpr std::size_t enough_text = 250;  // an event fits a datagram: the longest change has 300 octets
constexpr std::string_view masked = "***";

bool configured(const SettingList* list, const Settings& settings, std::size_t index) {
  return list == nullptr || list->configured(settings, index);
}

bool is_secret(const SettingRow& row, const Settings& settings, std::size_t index) {
  return std::holds_alternative<PasswordHash*>(row.cell(const_cast<Settings&>(settings), index));
}

// "ftp://user:password@host/" is "ftp://***@host/".
std::string without_password(std::string value) {
  const auto scheme = value.find("://");
  if (scheme == std::string::npos) return value;
  const auto begin = scheme + 3;
  const auto at = value.substr(0, value.find('/', begin)).rfind('@');
  if (at != std::string::npos && at > begin) value.replace(begin, at - begin, masked);
  return value;
}

std::string set_command(const SettingRow& row, const Settings& after, std::size_t index) {
  const auto value = is_secret(row, after, index) ? std::string(masked) : without_password(read(after, row, index));
  const auto place = index != 0 ? fmt::format(" {},", index) : std::string(" ");
  return fmt::format("Set {}{}{}", row.words, place, value);
}

}  // namespace

Event configuration_changed_event(const Settings& before, const Settings& after) {
  std::vector<std::string> changes;
  for (const auto* list : setting_lists())
    for (std::size_t index = 1; index <= list->size; ++index)
      if (configured(list, before, index) && !configured(list, after, index))
        changes.push_back(fmt::format("delete {} {}", list->words, index));
  for (const auto& row : setting_table()) {
    const auto first = row.list != nullptr ? std::size_t{1} : 0;
    const auto last = row.list != nullptr ? row.list->size : 0;
    for (auto index = first; index <= last; ++index) {
      if (!configured(row.list, after, index)) continue;
      const bool fresh = !configured(row.list, before, index);
      const auto now = read(after, row, index);
      if (fresh ? now != default_value(row) : now != read(before, row, index))
        changes.push_back(set_command(row, after, index));
    }
  }
  std::string text;
  std::size_t told = 0;
  for (; told < changes.size() && text.size() < enough_text; ++told)
    text += (told == 0 ? "" : "; ") + changes[told];
  if (changes.size() > told) text += fmt::format("; and {} more changes", changes.size() - told);
  return make_event(EventType::configuration_changed, text.empty() ? "An entry was made" : std::move(text));
}

}  // namespace gateway
