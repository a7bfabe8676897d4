#include "gateway/settings/command_words.hpp"

#include <algorithm>

#include "gateway/settings/text.hpp"

namespace gateway {

namespace {

constexpr std::string_view blanks = " \t\r";

// Takes the first word off the text; empty when there is none left.
std::string_view take_word(std::string_view& text) {
  const auto first = std::min(text.size(), text.find_first_not_of(blanks));
  const auto end = std::min(text.size(), text.find_first_of(blanks, first));
  const auto word = text.substr(first, end - first);
  text.remove_prefix(end);
  return word;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  for (auto word = take_word(text); !word.empty(); word = take_word(text)) words.push_back(word);
  return words;
}

// How many of the words stand at `from`, from the first on.
std::size_t common(std::string_view words, const CommandLine& line, std::size_t from) {
  std::size_t count = 0;
  for (auto word = take_word(words); !word.empty() && from + count < line.size(); word = take_word(words)) {
    if (!same_ignoring_case(word, line.word(from + count))) break;
    ++count;
  }
  return count;
}

}  // namespace

std::size_t word_count(std::string_view text) {
  std::size_t count = 0;
  while (!take_word(text).empty()) ++count;
  return count;
}

CommandLine::CommandLine(std::string_view text) : text_(text), words_(split(text)) {}

std::size_t CommandLine::column(std::size_t index) const {
  return index < words_.size() ? column_of(words_[index]) : end(words_.size() - 1);
}

std::size_t CommandLine::end(std::size_t index) const {
  const auto& word = words_[std::min(index, words_.size() - 1)];
  return column_of(word) + word.size();
}

std::size_t CommandLine::column_of(std::string_view part) const {
  return static_cast<std::size_t>(part.data() - text_.data());
}

std::string CommandLine::text_between(std::size_t from, std::size_t to) const {
  const auto first = words_.begin() + static_cast<std::ptrdiff_t>(std::min(from, words_.size()));
  const auto last = words_.begin() + static_cast<std::ptrdiff_t>(std::min(to, words_.size()));
  return join({first, last}, " ");
}

std::string_view CommandLine::rest(std::size_t from) const {
  return from < words_.size() ? trimmed(text_.substr(column(from))) : text_.substr(text_.size());
}

bool CommandLine::has_words(std::size_t from, std::string_view words) const {
  return common(words, *this, from) == word_count(words);
}

const SettingRow* find_row(std::string_view words) {
  const auto table = setting_table();
  const auto found = std::ranges::find(table, words, &SettingRow::words);
  return found == table.end() ? nullptr : &*found;
}

const SettingList* matching_list(const CommandLine& line, std::size_t from) {
  for (const auto* list : setting_lists())
    if (line.has_words(from, list->words)) return list;
  return nullptr;
}

bool holds_flag(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return std::holds_alternative<bool*>(row.cell(fresh, row.list != nullptr ? 1 : 0));
}

bool begins_with_words(std::string_view words, const CommandLine& beginning) {
  return common(words, beginning, 0) == beginning.size();
}

std::size_t known_beginning(const CommandLine& line, std::size_t from) {
  std::size_t longest = 0;
  for (const auto& row : setting_table()) longest = std::max(longest, common(row.words, line, from));
  return longest;
}

std::string words_after(const CommandLine& line, std::size_t from, std::size_t known) {
  std::vector<std::string_view> next;
  for (const auto& row : setting_table()) {
    const auto words = split(row.words);
    if (common(row.words, line, from) < known || words.size() <= known) continue;
    if (std::ranges::find(next, words[known]) == next.end()) next.push_back(words[known]);
  }
  return join(next, ", ");
}

std::optional<std::string_view> nearest_words(const CommandLine& line, std::size_t from, std::size_t at_least) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const auto& row : setting_table()) {
    const auto words = split(row.words);
    if (words.size() < at_least || from + words.size() > line.size()) continue;
    std::size_t distance = 0;
    bool near = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto apart = edit_distance(line.word(from + i), words[i]);
      near = near && apart <= std::max<std::size_t>(1, words[i].size() / 3);
      distance += apart;
    }
    if (!near || (best && best_distance <= distance)) continue;
    best = row.words;
    best_distance = distance;
  }
  return best;
}

}  // namespace gateway
