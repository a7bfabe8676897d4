#include "gateway/settings/command.hpp"

#include <algorithm>
#include <charconv>

#include "gateway/settings/command_words.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

using Outcome = std::variant<Command, Refusal>;

Refusal refuse(const CommandLine& line, std::size_t from, std::size_t to, std::string message, std::string help) {
  const auto first = line.column(from);
  const auto last = std::max(first + 1, to > from ? line.end(to - 1) : first);
  return {std::move(message), std::move(help), first, last - first};
}

std::string counted(std::string_view words, const SettingList& list) {
  return std::string(words) + " <1 to " + std::to_string(list.size) + ">";
}

std::optional<std::size_t> index_in(const SettingList& list, std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= 1 && value <= list.size ? std::optional(value) : std::nullopt;
}

// `words` stand at `from`, and what follows them is no index of their list.
Refusal bad_index(const CommandLine& line, const SettingList& list, std::size_t from, std::string_view words,
                  std::string_view typed, const std::string& usage) {
  const auto after = from + word_count(words);
  const auto meant = nearest_words(line, from, word_count(words) + 1);
  const auto help = meant ? "did you mean '" + std::string(*meant) + "'?" : "type: " + usage;
  const auto rows = std::string(list.title) + " rows 1 to " + std::to_string(list.size);
  const auto message =
      typed.empty() ? "an index is missing: " + rows : "'" + std::string(typed) + "' is no index: " + rows;
  return refuse(line, after, line.size(), message, help);
}

Refusal unknown(const CommandLine& line, std::size_t from) {
  const auto typed = line.text_between(from, line.size());
  if (const auto meant = nearest_words(line, from)) {
    const auto to = std::min(line.size(), from + word_count(*meant));
    return refuse(line, from, to, "unknown setting '" + line.text_between(from, to) + "'",
                  "did you mean '" + std::string(*meant) + "'?");
  }
  const auto known = known_beginning(line, from);
  if (known > 0) {
    const auto next = words_after(line, from, known);
    const auto beginning = line.text_between(from, from + known);
    if (from + known >= line.size())
      return refuse(line, from, line.size(), "'" + beginning + "' is not a whole setting",
                    "next can come: " + next);
    return refuse(line, from + known, from + known + 1,
                  "'" + std::string(line.word(from + known)) + "' does not follow '" + beginning + "'",
                  "next can come: " + next);
  }
  return refuse(line, from, line.size(), "unknown setting '" + typed + "'", "'show' prints every setting");
}

// The row whose words stand at `from`, the longest match first.
const SettingRow* match(const CommandLine& line, std::size_t from) {
  const SettingRow* best = nullptr;
  for (const auto& row : setting_table())
    if (line.has_words(from, row.words) && (best == nullptr || word_count(row.words) > word_count(best->words)))
      best = &row;
  return best;
}

Outcome parse_set(const CommandLine& line, std::size_t from) {
  if (from >= line.size())
    return refuse(line, from - 1, from, "a setting is missing", "type: Set <words> [<index>,]<value>");
  const auto* row = match(line, from);
  if (row == nullptr) return unknown(line, from);
  const auto after = from + word_count(row->words);
  const auto rest = line.rest(after);
  const auto comma = rest.find(',');
  const auto lead = trimmed(rest.substr(0, comma));
  const bool numbered = comma != std::string_view::npos && !lead.empty() &&
                        lead.find_first_not_of("0123456789") == std::string_view::npos;
  if (row->list == nullptr) {
    if (numbered)
      return refuse(line, after, after + 1, std::string(row->words) + " takes no index",
                    "type: Set " + std::string(row->words) + " <value>");
    return Command(SetValue{row, 0, std::string(rest), line.rest_column(after)});
  }
  const auto usage = "Set " + counted(row->words, *row->list) + ",<value>";
  const auto index = comma == std::string_view::npos ? std::nullopt : index_in(*row->list, lead);
  if (!index) {
    const bool missing = comma == std::string_view::npos;
    return bad_index(line, *row->list, from, row->words, missing ? "" : lead, usage);
  }
  const auto value = trimmed(rest.substr(comma + 1));
  return Command(SetValue{row, *index, std::string(value), line.column_of(value)});
}

Outcome parse_no(const CommandLine& line) {
  if (line.size() < 2) return refuse(line, 0, 1, "a setting is missing", "type: no <words> [<index>]");
  const auto* row = match(line, 1);
  const auto* list = matching_list(line, 1);
  if (row == nullptr && list == nullptr) return unknown(line, 1);
  const auto words = row != nullptr && (list == nullptr || word_count(row->words) >= word_count(list->words))
                         ? row->words
                         : list->words;
  if (row != nullptr) list = row->list;
  if (row == nullptr || !holds_flag(*row)) {  // not a yes/no field itself: the switch of its row
    row = list != nullptr ? find_row(list->switch_words) : nullptr;
    if (row == nullptr)
      return refuse(line, 1, 1 + word_count(words), "'" + std::string(words) + "' has no switch to turn off",
                    list != nullptr ? "type: delete " + counted(list->words, *list)
                                    : "type: Set " + std::string(words) + " <value>");
  }
  const auto after = 1 + word_count(words);
  const auto rest = line.rest(after);
  if (list == nullptr) {
    if (!rest.empty())
      return refuse(line, after, line.size(), std::string(words) + " takes no index",
                    "type: no " + std::string(words));
    return Command(SwitchOff{row, 0});
  }
  const auto index = index_in(*list, rest);
  if (!index) return bad_index(line, *list, 1, words, rest, "no " + counted(words, *list));
  return Command(SwitchOff{row, *index});
}

Outcome parse_delete(const CommandLine& line) {
  if (line.size() < 2) return refuse(line, 0, 1, "a list is missing", "type: delete <words> <index>");
  const auto* row = match(line, 1);
  const auto* list = row != nullptr ? row->list : matching_list(line, 1);
  if (row == nullptr && list == nullptr) return unknown(line, 1);
  if (list == nullptr)
    return refuse(line, 1, 1 + word_count(row->words), "'" + std::string(row->words) + "' is not a list",
                  "only rows of lists can be deleted");
  const auto words = row != nullptr ? row->words : list->words;
  const auto after = 1 + word_count(words);
  const auto index = index_in(*list, line.rest(after));
  if (!index) return bad_index(line, *list, 1, words, line.rest(after), "delete " + counted(words, *list));
  return Command(DeleteRow{list, *index});
}

Outcome parse_show(const CommandLine& line) {
  if (line.size() == 1) return Command(ShowSettings{});
  const auto asked = line.text_between(1, line.size());
  if (same_ignoring_case(asked, "event log")) return Command(Show::event_log);
  if (same_ignoring_case(asked, "leases")) return Command(Show::leases);
  if (same_ignoring_case(asked, "counters")) return Command(Show::counters);
  if (known_beginning(line, 1) == line.size() - 1) return Command(ShowSettings{asked});
  auto refusal = unknown(line, 1);
  refusal.help += "; or one of: show event log, show leases, show counters";
  return refusal;
}

}  // namespace

std::string to_string(const Refusal& refusal) {
  return "error: " + refusal.message + (refusal.help.empty() ? "" : "\nhelp: " + refusal.help);
}

std::variant<Command, Refusal> parse_command(std::string_view text) {
  const CommandLine line(text);
  if (line.size() == 0) return Refusal{"a command is missing", "type: Set <words> [<index>,]<value>", 0, 0};
  const auto verb = lower(line.word(0));
  if (verb == "no") return parse_no(line);
  if (verb == "delete") return parse_delete(line);
  if (verb == "show") return parse_show(line);
  return parse_set(line, verb == "set" ? 1 : 0);
}

namespace {

std::variant<Settings, Refusal> set(const Settings& settings, const SetValue& command) {
  const auto& row = *command.row;
  auto next = settings;
  if (row.list != nullptr && !row.list->configured(next, command.index)) row.list->create(next, command.index);
  const auto refused = write(row.cell(next, command.index), row.limits, command.value);
  if (!refused) return next;
  return Refusal{std::string(row.words) + ": " + refused->message, refused->help, command.column,
                 std::max<std::size_t>(1, command.value.size())};
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

std::vector<std::string> to_commands(const Settings& settings, std::string_view words) {
  std::vector<std::string> lines;
  const CommandLine asked(words);
  const auto print = [&](const SettingRow& row, std::size_t index) {
    const auto place = index == 0 ? "" : std::to_string(index) + ",";
    const auto line = "Set " + std::string(row.words) + " " + place + read(settings, row, index);
    lines.emplace_back(trimmed(line));
  };
  for (const auto& row : setting_table()) {
    if (row.list != nullptr || !begins_with_words(row.words, asked)) continue;
    print(row, 0);
  }
  for (const auto* list : setting_lists())
    for (std::size_t index = 1; index <= list->size; ++index)
      for (const auto& row : setting_table())
        if (row.list == list && list->configured(settings, index) && begins_with_words(row.words, asked))
          print(row, index);
  return lines;
}

}  // namespace gateway
