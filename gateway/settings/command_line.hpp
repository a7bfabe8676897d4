#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway {

std::vector<std::string_view> split_words(std::string_view text);  // views into it
std::size_t word_count(std::string_view text);

// A command as its words, each knowing where in the line it stands.
class CommandLine {
 public:
  explicit CommandLine(std::string_view text);  // the text must outlive it

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] std::string_view word(std::size_t index) const { return words_[index]; }
  // Where a word begins, in octets; past the last: where the text ends.
  [[nodiscard]] std::size_t column(std::size_t index) const;
  [[nodiscard]] std::size_t end(std::size_t index) const;                          // where a word ends
  [[nodiscard]] std::string text_between(std::size_t from, std::size_t to) const;  // words, one blank between
  [[nodiscard]] std::string_view rest(std::size_t from) const;        // the text from a word on, blanks kept
  [[nodiscard]] std::string_view unfinished(std::size_t from) const;  // that, and the blanks at its end
  [[nodiscard]] std::size_t column_of(std::string_view part) const;   // of a view into this line

 private:
  std::string_view text_;
  std::vector<std::string_view> words_;
};

}  // namespace gateway
