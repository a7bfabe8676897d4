#include "gateway/settings/refusal.hpp"

#include <algorithm>

#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

std::string listed(const std::vector<std::string>& words) {
  return join(std::vector<std::string_view>(words.begin(), words.end()), ", ");
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

std::string to_string(const Refusal& refusal) {
  return "error: " + refusal.message + (refusal.help.empty() ? "" : "\nhelp: " + refusal.help);
}

Refusal refuse(const CommandLine& line, std::size_t from, std::size_t to, std::string message, std::string help) {
  const auto first = line.column(from);
  const auto last = std::max(first + 1, to > from ? line.end(to - 1) : first);
  return {std::move(message), std::move(help), first, last - first};
}

Refusal not_understood(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                       const PhraseMatch& match) {
  const auto after = from + match.known;
  if (match.ambiguous)
    return refuse(line, after, after + 1, quoted(line.word(after)) + " is ambiguous",
                  "it is short for each of: " + listed(match.next));
  const auto meant = nearest_phrase(line, from, phrases, match.known + 1);
  if (meant) {
    const auto to = std::min(line.size(), from + word_count(*meant));
    return refuse(line, from, to, "unknown setting " + quoted(line.text_between(from, to)),
                  "did you mean " + quoted(*meant) + "?");
  }
  if (match.known == 0)
    return refuse(line, from, line.size(), "unknown setting " + quoted(line.text_between(from, line.size())),
                  "'show' prints every setting");
  if (after >= line.size())
    return refuse(line, from, line.size(), quoted(match.spelled) + " is not a whole setting",
                  "next can come: " + listed(match.next));
  return refuse(line, after, after + 1, quoted(line.word(after)) + " does not follow " + quoted(match.spelled),
                match.next.empty() ? "nothing can come next" : "next can come: " + listed(match.next));
}

Refusal bad_index(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                  const PhraseMatch& match, const SettingList& list, std::string_view typed,
                  const std::string& usage) {
  if (match.ambiguous) return not_understood(line, from, phrases, match);
  const auto meant = nearest_phrase(line, from, phrases, match.words + 1);
  const auto help = meant ? "did you mean " + quoted(*meant) + "?" : "type: " + usage;
  const auto rows = std::string(list.title) + " rows 1 to " + std::to_string(list.size);
  const auto message = typed.empty() ? "an index is missing: " + rows : quoted(typed) + " is no index: " + rows;
  return refuse(line, from + match.words, line.size(), message, help);
}

}  // namespace gateway
