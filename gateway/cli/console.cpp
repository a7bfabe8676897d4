#include "gateway/cli/console.hpp"

#include <fmt/format.h>

#include <span>
#include <system_error>

#include "gateway/settings/config_file.hpp"

namespace gateway {

namespace {

std::string only_running(std::string_view what) {
  return to_string(
      Refusal{std::string(what) + " only while the gateway runs", "type it at: smg --cli --control PATH"});
}

std::string menu() {
  std::string text;
  for (const auto& page : setting_pages())
    text += fmt::format("{}{}{}", text.empty() ? "" : "\n", page.path,
                        page.list != nullptr ? fmt::format(" <1 to {}>", page.list->size) : "");
  return text;
}

}  // namespace

void Console::obey(std::string_view line, const Answer& answer) {
  auto parsed = parse_command(line);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) return answer(to_string(*refusal));
  auto& command = std::get<Command>(parsed);
  auto* download = std::get_if<Download>(&command);
  if (download == nullptr) return answer(answer_to(command));
  if (!uses_.download) return answer(only_running("a file is fetched"));
  uses_.download(std::move(download->name), answer);
}

std::string Console::answer_to(const Command& command) {
  const auto& settings = uses_.configuration.settings();
  if (const auto* part = std::get_if<ShowSettings>(&command)) {
    const auto lines = to_commands(settings, part->words, part->index);
    return lines.empty() ? "unconfigured" : fmt::format("{}", fmt::join(lines, "\n"));
  }
  if (const auto* page = std::get_if<ShowPage>(&command)) return page_text(settings, *page->page, page->index);
  if (const auto* say = std::get_if<Say>(&command)) return say->text;
  if (std::holds_alternative<Save>(command)) return save();
  if (const auto* what = std::get_if<Show>(&command)) {
    if (*what == Show::pages) return menu();
    return uses_.show ? uses_.show(*what) : only_running("that is known");
  }
  if (const auto refusal = uses_.configuration.obey(std::span(&command, 1))) return to_string(*refusal);
  const auto conflict = find_conflict(settings);
  return conflict ? "ok\nwarning: " + conflict->message : "ok";
}

// A file that could not be read again would keep the gateway from starting: then it stays as it was.
std::string Console::save() {
  const auto& settings = uses_.configuration.settings();
  if (!uses_.save) return to_string(Refusal{"there is no configuration file", "start smg with --config FILE"});
  if (const auto conflict = find_conflict(settings))
    return to_string(Refusal{"not saved: " + conflict->message, conflict->help});
  try {
    const auto file = uses_.save(config_text(settings));
    saved_ = settings;
    return "ok: saved in " + file;
  } catch (const std::system_error& refusal) {
    return to_string(Refusal{std::string("not saved: ") + refusal.what(), "the file is as it was"});
  }
}

}  // namespace gateway
