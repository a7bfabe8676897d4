#include "gateway/settings/phrase.hpp"

#include <algorithm>
#include <array>

#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

constexpr std::array topics{
    ShowTopic{Show::event_log, "event log", "what happened, oldest first"},
    ShowTopic{Show::events, "events", "the events that still wait for a target to take them"},
    ShowTopic{Show::leases, "leases", "who has which address, and for how long"},
    ShowTopic{Show::counters, "counters", "how often what was received, sent, refused and dropped"},
    ShowTopic{Show::pages, "pages", "the menu: every page that show and help know"},
};

std::vector<Phrase> make_row_phrases() {
  std::vector<Phrase> all;
  for (const auto& row : setting_table()) all.push_back({row.words, &row});
  for (const auto& row : setting_table())
    if (!row.also.empty()) all.push_back({row.also, &row});
  return all;
}

std::vector<Phrase> make_list_phrases() {
  auto all = make_row_phrases();
  for (const auto* list : setting_lists()) all.push_back({list->words, list});
  return all;
}

std::string_view last_of(std::string_view path) {
  const auto mark = path.rfind("> ");
  return mark == std::string_view::npos ? path : path.substr(mark + 2);
}

std::vector<Phrase> make_show_phrases() {
  std::vector<Phrase> all;
  for (const auto& topic : topics) all.push_back({topic.words, &topic});
  for (const auto& page : setting_pages()) {
    all.push_back({last_of(page.path), &page});
    if (page.list != nullptr) all.push_back({page.list->title, &page});
    if (last_of(page.path) == page.path) continue;
    all.push_back({page.path, &page});
    std::string spoken;
    for (const auto word : split_words(page.path))
      if (word != ">") spoken += (spoken.empty() ? "" : " ") + std::string(word);
    all.push_back({spoken, &page});
  }
  const auto rows = row_phrases();
  all.insert(all.end(), rows.begin(), rows.end());
  return all;
}

std::vector<std::string> words_at(std::span<const Phrase* const> phrases, std::size_t place) {
  std::vector<std::string> found;
  for (const auto* phrase : phrases) {
    if (place >= phrase->words.size()) continue;
    const auto same = [&](const std::string& word) { return same_ignoring_case(word, phrase->words[place]); };
    if (std::ranges::none_of(found, same)) found.push_back(phrase->words[place]);
  }
  return found;
}

template <typename Fits>
std::vector<const Phrase*> where(std::span<const Phrase* const> phrases, std::size_t place, const Fits& fits) {
  std::vector<const Phrase*> found;
  for (const auto* phrase : phrases)
    if (place < phrase->words.size() && fits(phrase->words[place])) found.push_back(phrase);
  return found;
}

const Phrase* whole(std::span<const Phrase* const> phrases, std::size_t words) {
  for (const auto* phrase : phrases)
    if (phrase->words.size() == words) return phrase;
  return nullptr;
}

// Whether what follows this phrase may be a word cut short, and not a value or an index.
bool may_be_cut(const Phrase* so_far, std::string_view word, bool text_follows) {
  if (so_far == nullptr) return true;
  const auto* row = so_far->row();
  if (row != nullptr && row->list == nullptr && text_follows) return false;
  return word.front() < '0' || word.front() > '9';
}

}  // namespace

std::span<const ShowTopic> show_topics() { return topics; }

Phrase::Phrase(std::string_view text_of_it, Meaning meaning) : text(text_of_it), names(meaning) {
  for (const auto word : split_words(text)) words.emplace_back(word);
}

const SettingRow* Phrase::row() const {
  const auto* row = std::get_if<const SettingRow*>(&names);
  return row != nullptr ? *row : nullptr;
}

const SettingPage* Phrase::page() const {
  const auto* page = std::get_if<const SettingPage*>(&names);
  return page != nullptr ? *page : nullptr;
}

std::span<const Phrase> row_phrases() {
  static const auto all = make_row_phrases();
  return all;
}

std::span<const Phrase> list_phrases() {
  static const auto all = make_list_phrases();
  return all;
}

std::span<const Phrase> show_phrases() {
  static const auto all = make_show_phrases();
  return all;
}

bool begins_with_letters(std::string_view word, std::string_view beginning) {
  return word.size() >= beginning.size() && same_ignoring_case(word.substr(0, beginning.size()), beginning);
}

bool begins_with_words(std::string_view words, std::string_view beginning) {
  const auto all = split_words(words);
  const auto wanted = split_words(beginning);
  return wanted.size() <= all.size() && std::equal(wanted.begin(), wanted.end(), all.begin(), same_ignoring_case);
}

PhraseMatch find_phrase(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                        bool text_follows) {
  PhraseMatch match;
  for (const auto& phrase : phrases) match.fitting.push_back(&phrase);
  while (true) {
    const auto* here = whole(match.fitting, match.known);
    if (here != nullptr) {
      match.phrase = here;
      match.words = match.known;
    }
    match.next = words_at(match.fitting, match.known);
    if (from + match.known >= line.size()) return match;
    const auto typed = line.word(from + match.known);
    auto fitting = where(match.fitting, match.known, [&](auto word) { return same_ignoring_case(word, typed); });
    if (fitting.empty() && may_be_cut(here, typed, text_follows)) {
      fitting = where(match.fitting, match.known, [&](auto word) { return begins_with_letters(word, typed); });
      auto candidates = words_at(fitting, match.known);
      if (candidates.size() > 1) {
        match.ambiguous = true;
        match.next = std::move(candidates);
        return match;
      }
    }
    if (fitting.empty()) return match;
    match.fitting = std::move(fitting);
    const auto& words = match.fitting.front()->words;
    ++match.known;
    match.spelled =
        join(std::vector<std::string_view>(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(match.known)),
             " ");
  }
}

std::optional<std::string_view> nearest_phrase(const CommandLine& line, std::size_t from,
                                               std::span<const Phrase> phrases, std::size_t at_least) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const auto& phrase : phrases) {
    const auto& words = phrase.words;
    if (words.size() < at_least || from + words.size() > line.size()) continue;
    std::size_t distance = 0;
    bool near = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto apart = edit_distance(line.word(from + i), words[i]);
      near = near && apart <= std::max<std::size_t>(1, words[i].size() / 3);
      distance += apart;
    }
    if (!near || (best && best_distance <= distance)) continue;
    best = phrase.text;
    best_distance = distance;
  }
  return best;
}

}  // namespace gateway
