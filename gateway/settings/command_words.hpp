#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/settings/setting_table.hpp"

namespace gateway {

std::size_t word_count(std::string_view text);

// A command as its words, each knowing where in the line it stands.
class CommandLine {
 public:
  explicit CommandLine(std::string_view text);  // the text must outlive it

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] std::string_view word(std::size_t index) const { return words_[index]; }
  [[nodiscard]] std::size_t column(
      std::size_t index) const;  // where a word begins; past the last: where the text ends
  [[nodiscard]] std::size_t end(std::size_t index) const;                          // where a word ends
  [[nodiscard]] std::string text_between(std::size_t from, std::size_t to) const;  // words, one blank between
  [[nodiscard]] std::string_view rest(std::size_t from) const;  // the text from a word on, blanks kept
  [[nodiscard]] std::size_t rest_column(std::size_t from) const { return column(from); }
  [[nodiscard]] std::size_t column_of(std::string_view part) const;              // of a view into this line
  [[nodiscard]] bool has_words(std::size_t from, std::string_view words) const;  // in whole words, ignoring case

 private:
  std::string_view text_;
  std::vector<std::string_view> words_;
};

const SettingRow* find_row(std::string_view words);  // null when no row has exactly these
const SettingList* matching_list(const CommandLine& line, std::size_t from);
bool holds_flag(const SettingRow& row);
bool begins_with_words(std::string_view words, const CommandLine& beginning);

// How many words from `from` on are the beginning of some setting's words.
std::size_t known_beginning(const CommandLine& line, std::size_t from);
std::string words_after(const CommandLine& line, std::size_t from, std::size_t known);  // "Enabled, Name, Mask"

// The setting, of so many words or more, whose words are almost those that stand at `from`.
std::optional<std::string_view> nearest_words(const CommandLine& line, std::size_t from, std::size_t at_least = 1);

}  // namespace gateway
