#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "gateway/settings/command.hpp"
#include "gateway/settings/completion.hpp"
#include "gateway/settings/help.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

using Outcome = std::variant<Command, Refusal>;

std::string counted(std::string_view words, const SettingList& list) {
  return std::string(words) + " <1 to " + std::to_string(list.size) + ">";
}

std::optional<std::size_t> index_in(const SettingList& list, std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= 1 && value <= list.size ? std::optional(value) : std::nullopt;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Refusal takes_no_index(const CommandLine& line, std::size_t after, std::string_view words, std::string usage) {
  return refuse(line, after, std::max(after + 1, line.size()), std::string(words) + " takes no index",
                "type: " + std::move(usage));
}

const SettingList* list_of(const Phrase& phrase) {
  if (const auto* row = phrase.row()) return row->list;
  if (const auto* page = phrase.page()) return page->list;
  const auto* list = std::get_if<const SettingList*>(&phrase.names);
  return list != nullptr ? *list : nullptr;
}

bool holds_flag(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return std::holds_alternative<bool*>(row.cell(fresh, row.list != nullptr ? 1 : 0));
}

Outcome parse_set(const CommandLine& line, std::size_t from) {
  const auto match = find_phrase(line, from, row_phrases(), true);
  if (match.phrase == nullptr) return not_understood(line, from, row_phrases(), match);
  const auto* row = match.phrase->row();
  const auto after = from + match.words;
  const auto rest = line.rest(after);
  const auto comma = rest.find(',');
  const auto lead = trimmed(rest.substr(0, comma));
  if (row->list == nullptr) {
    if (comma != std::string_view::npos && is_number(lead))
      return takes_no_index(line, after, row->words, "Set " + std::string(row->words) + " <value>");
    return Command(SetValue{row, 0, std::string(rest), line.column(after)});
  }
  const auto index = comma == std::string_view::npos ? std::nullopt : index_in(*row->list, lead);
  if (!index)
    return bad_index(line, from, row_phrases(), match, *row->list, comma == std::string_view::npos ? "" : lead,
                     "Set " + counted(row->words, *row->list) + ",<value>");
  const auto value = trimmed(rest.substr(comma + 1));
  return Command(SetValue{row, *index, std::string(value), line.column_of(value)});
}

Outcome parse_no(const CommandLine& line) {
  const auto match = find_phrase(line, 1, list_phrases());
  if (match.phrase == nullptr) return not_understood(line, 1, list_phrases(), match);
  const auto* list = list_of(*match.phrase);
  const auto* row = match.phrase->row();
  const auto words = row != nullptr ? row->words : list->words;
  if (row == nullptr || !holds_flag(*row)) {  // not a yes/no field itself: the switch of its row
    row = list != nullptr ? find_row(list->switch_words) : nullptr;
    if (row == nullptr)
      return refuse(line, 1, 1 + match.words, "'" + std::string(words) + "' has no switch to turn off",
                    list != nullptr ? "type: delete " + counted(list->words, *list)
                                    : "type: Set " + std::string(words) + " <value>");
  }
  const auto after = 1 + match.words;
  const auto rest = line.rest(after);
  if (list == nullptr) {
    if (!rest.empty()) return takes_no_index(line, after, words, "no " + std::string(words));
    return Command(SwitchOff{row, 0});
  }
  const auto index = index_in(*list, rest);
  if (!index) return bad_index(line, 1, list_phrases(), match, *list, rest, "no " + counted(words, *list));
  return Command(SwitchOff{row, *index});
}

Outcome parse_delete(const CommandLine& line) {
  const auto match = find_phrase(line, 1, list_phrases());
  if (match.phrase == nullptr) return not_understood(line, 1, list_phrases(), match);
  const auto* list = list_of(*match.phrase);
  const auto words = match.phrase->row() != nullptr ? match.phrase->row()->words : list->words;
  if (list == nullptr)
    return refuse(line, 1, 1 + match.words, "'" + std::string(words) + "' is not a list",
                  "only rows of lists can be deleted");
  const auto rest = line.rest(1 + match.words);
  const auto index = index_in(*list, rest);
  if (!index) return bad_index(line, 1, list_phrases(), match, *list, rest, "delete " + counted(words, *list));
  return Command(DeleteRow{list, *index});
}

Refusal nothing_to_show(const CommandLine& line, const PhraseMatch& match) {
  auto refusal = not_understood(line, 1, show_phrases(), match);
  if (match.known > 0 || match.ambiguous) return refusal;
  for (const auto& topic : show_topics())
    refusal.help += (&topic == show_topics().data() ? "; or one of: show " : ", show ") + std::string(topic.words);
  return refusal;
}

// The settings whose words begin with what was understood, or the one page that does.
Outcome show_beginning(const CommandLine& line, const PhraseMatch& match) {
  const auto first = std::ranges::find_if(match.fitting, [](const Phrase* phrase) { return phrase->row(); });
  const auto* page = match.fitting.front()->page();
  const bool one_page = std::ranges::all_of(
      match.fitting, [&](const Phrase* phrase) { return page != nullptr && phrase->page() == page; });
  const auto* list = one_page ? page->list : first != match.fitting.end() ? (*first)->row()->list : nullptr;
  const auto after = 1 + match.known;
  std::size_t index = 0;
  if (first == match.fitting.end() && !one_page) return nothing_to_show(line, match);
  if (after < line.size()) {
    if (!is_number(line.word(after)) || match.ambiguous) return nothing_to_show(line, match);
    if (list == nullptr) return takes_no_index(line, after, match.spelled, "show " + match.spelled);
    const auto found = index_in(*list, line.rest(after));
    if (!found)
      return bad_index(line, 1, show_phrases(), match, *list, line.rest(after),
                       "show " + counted(match.spelled, *list));
    index = *found;
  }
  if (one_page) return Command(ShowPage{page, index});
  return Command(ShowSettings{match.spelled, index});
}

Outcome parse_show(const CommandLine& line) {
  if (line.size() == 1) return Command(ShowSettings{});
  auto match = find_phrase(line, 1, show_phrases());
  if (match.known == 0 || match.ambiguous) return nothing_to_show(line, match);
  if (match.phrase == nullptr || match.words < match.known || match.phrase->row() != nullptr)
    return show_beginning(line, match);
  if (match.phrase->page() != nullptr) {
    match.fitting = {match.phrase};
    return show_beginning(line, match);
  }
  if (1 + match.words < line.size()) return nothing_to_show(line, match);
  return Command(std::get<const ShowTopic*>(match.phrase->names)->what);
}

Outcome parse_verb(const CommandLine& line, Verb verb) {
  const auto& row = verbs()[static_cast<std::size_t>(verb)];
  const auto rest = line.rest(1);
  const bool needs_more = verb == Verb::set || verb == Verb::no || verb == Verb::erase || verb == Verb::hdl;
  if (needs_more && rest.empty())
    return refuse(line, 0, 1,
                  verb == Verb::erase ? "a list is missing"
                  : verb == Verb::hdl ? "a file's name is missing"
                                      : "a setting is missing",
                  "type: " + std::string(row.usage));
  switch (verb) {
    case Verb::set: return parse_set(line, 1);
    case Verb::no: return parse_no(line);
    case Verb::erase: return parse_delete(line);
    case Verb::show: return parse_show(line);
    case Verb::hdl: return Command(Download{std::string(rest)});
    case Verb::complete: return Command(Say{fmt::format("{}", fmt::join(completions(line.unfinished(1)), "\n"))});
    case Verb::save:
      if (!rest.empty()) return refuse(line, 1, line.size(), "save takes nothing", "type: save");
      return Command(Save{});
    case Verb::help: {
      auto text = help_text(line);
      if (auto* refusal = std::get_if<Refusal>(&text)) return std::move(*refusal);
      return Command(Say{std::get<std::string>(std::move(text))});
    }
  }
  return Refusal{};
}

constexpr std::array verb_rows{
    VerbRow{Verb::set, "Set", "Set <words> [<index>,]<value>", "sets a field; the word Set may be missing"},
    VerbRow{Verb::no, "no", "no <words> [<index>]", "switches a row, or a yes/no setting, off"},
    VerbRow{Verb::erase, "delete", "delete <words> <index>", "empties a row of a list"},
    VerbRow{Verb::show, "show", "show [<page or words> [<index>]]",
            "prints a page, or settings as the commands that make them"},
    VerbRow{Verb::save, "save", "save", "writes the settings into the configuration file"},
    VerbRow{Verb::hdl, "hdl", "hdl <name>", "fetches a file from the file server"},
    VerbRow{Verb::help, "help", "help [<words>]", "explains a command, a page or a setting"},
    VerbRow{Verb::complete, "complete", "complete [<beginning>]",
            "prints the words that the last one of a beginning can become"},
};

// The verb a line begins with; nothing: it is left out, and the first word is a setting's.
std::variant<std::optional<Verb>, Refusal> verb_of(const CommandLine& line) {
  const auto typed = line.word(0);
  std::vector<const VerbRow*> candidates;
  for (const auto& row : verb_rows) {
    if (same_ignoring_case(row.word, typed)) return row.verb;
    if (begins_with_letters(row.word, typed)) candidates.push_back(&row);
  }
  const CommandLine first(typed);
  const auto setting = find_phrase(first, 0, row_phrases());
  if (candidates.empty() || begins_with_words(setting.spelled, typed)) return std::nullopt;
  if (candidates.size() == 1 && setting.known == 0 && !setting.ambiguous) return candidates.front()->verb;
  return refuse(line, 0, 1, "'" + std::string(typed) + "' is ambiguous",
                "it is short for each of: " + fmt::format("{}", fmt::join(completions(typed), ", ")));
}

Outcome parse_without_verb(const CommandLine& line) {
  const auto known = completions(line.word(0));
  const auto all = completions("");
  const std::vector<std::string_view> words(all.begin(), all.end());
  auto outcome = parse_set(line, 0);
  const auto* refusal = std::get_if<Refusal>(&outcome);
  const auto meant = nearest(line.word(0), words);
  if (refusal == nullptr || !known.empty() || !meant || refusal->help.starts_with("did you mean")) return outcome;
  return refuse(line, 0, 1, "unknown command '" + std::string(line.word(0)) + "'",
                "did you mean '" + std::string(*meant) + "'?");
}

}  // namespace

std::span<const VerbRow> verbs() { return verb_rows; }

std::variant<Command, Refusal> parse_command(std::string_view text) {
  const CommandLine line(text);
  if (line.size() == 0)
    return Refusal{"a command is missing", "type: Set <words> [<index>,]<value>, or: help", 0, 0};
  const auto verb = verb_of(line);
  if (const auto* refusal = std::get_if<Refusal>(&verb)) return *refusal;
  const auto& named = std::get<std::optional<Verb>>(verb);
  return named ? parse_verb(line, *named) : parse_without_verb(line);
}

}  // namespace gateway
