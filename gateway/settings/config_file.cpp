#include "gateway/settings/config_file.hpp"

#include <algorithm>

#include "gateway/settings/command.hpp"
#include "gateway/settings/profile.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

std::variant<Settings, Refusal> obey(const Settings& settings, std::string_view line) {
  auto parsed = parse_command(line);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return *refusal;
  const auto& command = std::get<Command>(parsed);
  if (!sets(command)) {
    const CommandLine words(line);
    return refuse(words, 0, 1, "a configuration file only sets things", "remove the line");
  }
  return obeyed(settings, command);
}

// A row that was deleted must not come back with the profile that has it.
bool some_profile_configures(const SettingList& list, std::size_t index) {
  static const auto all = [] {
    std::vector<Settings> settings;
    for (const auto name : profile_names()) settings.push_back(profile(name).value());
    return settings;
  }();
  return std::ranges::any_of(all, [&](const Settings& settings) { return list.configured(settings, index); });
}

}  // namespace

std::string to_string(const Diagnostic& d, std::string_view file) {
  const auto number = std::to_string(d.line);
  const std::string margin(number.size() + 2, ' ');
  auto pad = d.source.substr(0, d.column - 1);
  std::ranges::replace_if(
      pad, [](char letter) { return letter != '\t'; }, ' ');  // tabs stay, so the caret fits
  auto text = std::string(file) + ":" + number + ":" + std::to_string(d.column) + ": error: " + d.message + "\n";
  text += margin + "|\n " + number + " | " + d.source + "\n" + margin + "| " + pad +
          std::string(std::max<std::size_t>(1, d.length), '^') + "\n";
  if (!d.help.empty()) text += margin + "= help: " + d.help + "\n";
  return text;
}

ConfigResult read_config(std::string_view text, Settings base) {
  ConfigResult result{std::move(base), {}};
  std::size_t number = 0;
  Diagnostic last_of_server{1, 1, 1, "", "", ""};  // where a conflict between values is reported
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    const auto content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    auto next = obey(result.settings, line);
    if (const auto* refusal = std::get_if<Refusal>(&next)) {
      auto quoted = std::string(line);
      if (refusal->secret) quoted.replace(refusal->column, refusal->length, refusal->length, '*');
      result.mistakes.push_back(
          {number, refusal->column + 1, refusal->length, refusal->message, refusal->help, std::move(quoted)});
      continue;
    }
    if (std::get<Settings>(next).dhcp != result.settings.dhcp) {
      const auto indent = static_cast<std::size_t>(content.data() - line.data());
      last_of_server = {number, indent + 1, content.size(), "", "", std::string(line)};
    }
    result.settings = std::get<Settings>(std::move(next));
  }
  if (const auto conflict = find_conflict(result.settings)) {
    last_of_server.message = conflict->message;
    last_of_server.help = conflict->help;
    result.mistakes.push_back(last_of_server);
  }
  return result;
}

std::string config_text(const Settings& settings) {
  std::string text = "# Written by smg: every setting, page by page.\n";
  for (const auto& page : setting_pages()) {
    text += "\n# " + std::string(page.path) + "\n";
    for (std::size_t index = 1; page.list != nullptr && index <= page.list->size; ++index)
      if (!page.list->configured(settings, index) && some_profile_configures(*page.list, index))
        text += "delete " + std::string(page.list->words) + " " + std::to_string(index) + "\n";
    for (const auto& line : page_commands(settings, page)) text += line + "\n";
  }
  return text;
}

}  // namespace gateway
