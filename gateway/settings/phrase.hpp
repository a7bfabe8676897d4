#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/settings/command_line.hpp"
#include "gateway/settings/setting_table.hpp"

namespace gateway {

// What `show` tells beside settings.
enum class Show : std::uint8_t { event_log, events, leases, counters, pages };

struct ShowTopic {
  Show what;
  std::string_view words;
  std::string_view help;
};
std::span<const ShowTopic> show_topics();

// Words that name something a command can be about.
struct Phrase {
  using Meaning = std::variant<const SettingRow*, const SettingList*, const SettingPage*, const ShowTopic*>;
  Phrase(std::string_view text, Meaning meaning);

  std::string text;
  std::vector<std::string> words;
  Meaning names;
  [[nodiscard]] const SettingRow* row() const;  // null: it names something else
  [[nodiscard]] const SettingPage* page() const;
};

std::span<const Phrase> row_phrases();   // every setting, by its words and by its aliases
std::span<const Phrase> list_phrases();  // those, and the lists by what their fields' words begin with
std::span<const Phrase> show_phrases();  // topics, pages by title and by menu path, settings

// What stands at a place of a line. Words compare without case and may be cut short where only one word fits; a
// whole word is preferred to a longer one that begins with it.
struct PhraseMatch {
  const Phrase* phrase = nullptr;      // the longest whole phrase; null: none
  std::size_t words = 0;               // how many words of the line it is
  std::size_t known = 0;               // how many words were understood
  std::string spelled;                 // those, written out
  std::vector<const Phrase*> fitting;  // the phrases that begin with those
  std::vector<std::string> next;       // what can come after them, each word once
  bool ambiguous = false;              // the word after them is short for each of `next`
};

// `text_follows`: a setting that exists once is followed by any text, so a word after it must be written out.
PhraseMatch find_phrase(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                        bool text_follows = false);

// The phrase, of so many words or more, that is almost what stands there.
std::optional<std::string_view> nearest_phrase(const CommandLine& line, std::size_t from,
                                               std::span<const Phrase> phrases, std::size_t at_least = 1);

bool begins_with_words(std::string_view words, std::string_view beginning);  // in whole words, ignoring case
bool begins_with_letters(std::string_view word, std::string_view beginning);

}  // namespace gateway
