#include "scenarios/source.hpp"

#include <fmt/format.h>

#include <algorithm>
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

// Whoever pastes a message into a ticket must not paste a password with it.
std::string with_starred_passwords(std::string_view line) {
  static constexpr std::string_view key = "password:";
  std::string out(line);
  for (auto at = out.find(key); at != std::string::npos; at = out.find(key, at)) {
    at = out.find_first_not_of(" \t", at + key.size());
    if (at == std::string::npos) break;
    const char quote = out[at] == '"' || out[at] == '\'' ? out[at] : '\0';
    if (quote != '\0') ++at;
    const auto end = std::min(quote != '\0' ? out.find(quote, at) : out.find_first_of(",} \t", at), out.size());
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = out.begin() + static_cast<std::ptrdiff_t>(end);
    const auto characters = end - at - static_cast<std::size_t>(std::count_if(first, last, continues_character));
    out.replace(at, end - at, characters, '*');
    at += characters;
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
