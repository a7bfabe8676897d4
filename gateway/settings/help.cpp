#include "gateway/settings/help.hpp"

#include <fmt/format.h>

#include "gateway/settings/command.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

std::string general_help() {
  std::string text;
  for (const auto& verb : verbs()) text += fmt::format("{:<33} {}\n", verb.usage, verb.help);
  for (const auto& topic : show_topics())
    text += fmt::format("{:<33} {}\n", "show " + std::string(topic.words), topic.help);
  return text +
         "Letter case does not matter, a word may be cut short where only one fits, and the first comma ends the "
         "index.";
}

std::string row_help(const SettingRow& row) {
  const auto value = default_value(row);
  auto text = fmt::format("{}\n{}\ntype:    {}\n", row.words, row.help, usage_of(row));
  if (!row.also.empty()) text += fmt::format("also:    {}\n", row.also);
  return text + fmt::format("allowed: {}\ndefault: {}\npage:    {}: {}", allowed_values(row),
                            value.empty() ? "nothing" : value, page_of(row).path, row.label);
}

std::string page_help(const SettingPage& page) {
  auto text = fmt::format("{}\n{}", page.path, page.help);
  for (const auto& row : page.rows) text += fmt::format("\n{}: {}", usage_of(row), row.help);
  return text;
}

std::string beginning_help(const PhraseMatch& match) {
  std::string text;
  for (const auto* phrase : match.fitting)
    if (const auto* row = phrase->row())
      text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", usage_of(*row), row->help);
  return text;
}

const VerbRow* verb_named(std::string_view word) {
  for (const auto& row : verbs())
    if (same_ignoring_case(row.word, word)) return &row;
  return nullptr;
}

}  // namespace

std::string usage_of(const SettingRow& row) {
  const auto index = row.list != nullptr ? fmt::format("<1 to {}>,", row.list->size) : std::string();
  return fmt::format("Set {} {}<value>", row.words, index);
}

std::variant<std::string, Refusal> help_text(const CommandLine& line) {
  if (line.size() == 1) return general_help();
  if (const auto* verb = verb_named(line.word(1)); verb != nullptr && line.size() == 2)
    return fmt::format("{}\n{}", verb->usage, verb->help);
  const auto match = find_phrase(line, 1, show_phrases());
  if (match.known == 0 || match.ambiguous || 1 + match.known < line.size()) {
    auto refusal = not_understood(line, 1, show_phrases(), match);
    if (match.known == 0 && !match.ambiguous && !refusal.help.starts_with("did you")) refusal.help = "type: help";
    return refusal;
  }
  if (match.phrase == nullptr || match.words < match.known) {
    const auto text = beginning_help(match);
    if (!text.empty()) return text;
    if (const auto* page = match.fitting.front()->page()) return page_help(*page);
    return not_understood(line, 1, show_phrases(), match);
  }
  if (const auto* row = match.phrase->row()) return row_help(*row);
  if (const auto* page = match.phrase->page()) return page_help(*page);
  const auto* topic = std::get<const ShowTopic*>(match.phrase->names);
  return fmt::format("show {}\n{}", topic->words, topic->help);
}

}  // namespace gateway
