#include "scenarios/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

namespace scenarios {
namespace {

std::string_view line_of(std::string_view text, int line) {
  for (int at = 1; at < line; ++at) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

bool continues_character(char octet) { return (static_cast<unsigned char>(octet) & 0xc0U) == 0x80U; }

bool begins_without_case(std::string_view text, std::string_view lower) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [&](char l, char t) { return same(t, l); });
}

// Where the value ends that begins at `at`: before ", key:", or before the braces that end the line. What is not
// sure to be the next key still belongs to the value.
std::size_t end_of_value(std::string_view line, std::size_t at) {
  for (auto comma = line.find(',', at); comma != std::string_view::npos; comma = line.find(',', comma + 1)) {
    const auto colon = line.find(':', comma);
    if (colon == std::string_view::npos) break;
    const auto key = line.substr(comma + 1, colon - comma - 1);
    const bool is_key = key.find_first_not_of(" \t\"'_abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    if (is_key && key.find_first_not_of(" \t\"'") != std::string_view::npos) return comma;
  }
  const auto last = line.find_last_not_of(" \t\r]}");
  return last == std::string_view::npos || last < at ? at : last + 1;
}

// Whoever pastes a message into a ticket must not paste a password with it: whatever follows a key that begins like
// "password", however it is spelled or quoted, is starred.
std::string with_starred_passwords(std::string_view line) {
  std::string out(line);
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (!begins_without_case(std::string_view(out).substr(at), "passw")) continue;
    const auto colon = out.find(':', at);
    if (colon == std::string::npos) break;
    const auto begin = out.find_first_not_of(" \t", colon + 1);
    if (begin == std::string::npos) break;
    const auto end = end_of_value(out, begin);
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = out.begin() + static_cast<std::ptrdiff_t>(end);
    const auto characters = end - begin - static_cast<std::size_t>(std::count_if(first, last, continues_character));
    out.replace(begin, end - begin, characters, '*');
    at = begin + characters;
  }
  return out;
}

std::string printable(std::string_view line) {
  std::string out(line);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }, '?');
  return out;
}

// Blanks as wide as the first `columns` characters of the line: tabs stay tabs, so the carets stand where they
// should.
std::string blanks_under(std::string_view line, int columns) {
  std::string out;
  for (std::size_t i = 0; i < line.size() && columns > 0; ++i) {
    if (continues_character(line[i])) continue;
    out += line[i] == '\t' ? '\t' : ' ';
    --columns;
  }
  out.append(static_cast<std::size_t>(std::max(columns, 0)), ' ');
  return out;
}

void add_note(std::string& out, const std::string& gutter, std::string_view label, const std::string& text) {
  fmt::format_to(std::back_inserter(out), "{} = {}: {}\n", gutter, label, printable(text));
}

}  // namespace

std::string print(const Diagnostic& diagnostic, std::string_view text) {
  const auto& [where, kind, sentence, underline, culprit, at_caret, help, seen, rerun] = diagnostic;
  const Span span = culprit.value_or(Span{where.line, where.column, underline});
  const auto line = printable(with_starred_passwords(line_of(text, span.line)));
  const std::string gutter(std::max<std::size_t>(fmt::formatted_size("{}", span.line), 2) + 1, ' ');

  std::string out = fmt::format("{}:{}:{}: {}: {}\n", where.file, where.line, where.column,
                                kind == DiagnosticKind::error ? "error" : "failed", printable(sentence));
  if (!line.empty() || !at_caret.empty()) {
    const auto blanks = blanks_under(line, span.column - 1);
    const std::string carets(static_cast<std::size_t>(std::max(span.length, 1)), '^');
    out += fmt::format("{} |\n", gutter);
    out += fmt::format("{:>{}} | {}\n", span.line, gutter.size(), line);
    out += fmt::format("{} | {}{}{}{}\n", gutter, blanks, carets, at_caret.empty() ? "" : " ", printable(at_caret));
  }
  for (const auto& one : help) add_note(out, gutter, "help", one);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (i == 0) add_note(out, gutter, "seen", seen[i]);
    if (i != 0) out += fmt::format("{} =       {}\n", gutter, printable(seen[i]));
  }
  if (!rerun.empty()) add_note(out, gutter, "rerun", rerun);
  return out;
}

}  // namespace scenarios
