#include "gateway/settings/command_line.hpp"

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

}  // namespace

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (auto word = take_word(text); !word.empty(); word = take_word(text)) words.push_back(word);
  return words;
}

std::size_t word_count(std::string_view text) {
  std::size_t count = 0;
  while (!take_word(text).empty()) ++count;
  return count;
}

CommandLine::CommandLine(std::string_view text) : text_(text), words_(split_words(text)) {}

std::size_t CommandLine::column(std::size_t index) const {
  return index < words_.size() ? column_of(words_[index]) : end(words_.size());
}

std::size_t CommandLine::end(std::size_t index) const {
  if (words_.empty()) return 0;
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

std::string_view CommandLine::unfinished(std::size_t from) const {
  return from < words_.size() ? text_.substr(column(from)) : text_.substr(text_.size());
}

std::string_view CommandLine::rest(std::size_t from) const {
  return from < words_.size() ? trimmed(text_.substr(column(from))) : text_.substr(text_.size());
}

}  // namespace gateway
