#include "gateway/settings/completion.hpp"

#include <algorithm>

#include "gateway/settings/command.hpp"
#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

std::vector<std::string> first_words() {
  std::vector<std::string> words;
  for (const auto& verb : verbs()) words.emplace_back(verb.word);
  for (const auto& word : find_phrase(CommandLine(""), 0, row_phrases()).next) words.push_back(word);
  return words;
}

// Which phrases can stand after the first word, and where; none after the other verbs.
struct Place {
  std::span<const Phrase> phrases;
  std::size_t from;
};

Place place_after(std::string_view first) {
  for (const auto& row : verbs()) {
    if (!same_ignoring_case(row.word, first)) continue;
    if (row.verb == Verb::set) return {row_phrases(), 1};
    if (row.verb == Verb::no || row.verb == Verb::erase) return {list_phrases(), 1};
    if (row.verb == Verb::show || row.verb == Verb::help) return {show_phrases(), 1};
    return {{}, 1};
  }
  return {row_phrases(), 0};
}

}  // namespace

std::vector<std::string> completions(std::string_view beginning) {
  const CommandLine all(beginning);
  const bool open = all.size() > 0 && all.end(all.size()) == beginning.size();
  const auto partial = open ? all.word(all.size() - 1) : std::string_view();
  const CommandLine head(beginning.substr(0, open ? all.column(all.size() - 1) : beginning.size()));
  std::vector<std::string> words;
  if (head.size() == 0) {
    words = first_words();
  } else {
    const auto place = place_after(head.word(0));
    auto match = find_phrase(head, place.from, place.phrases);
    if (place.from + match.known == head.size()) words = std::move(match.next);
  }
  std::erase_if(words, [&](const std::string& word) { return !begins_with_letters(word, partial); });
  return words;
}

}  // namespace gateway
