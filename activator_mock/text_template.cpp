#include "activator_mock/text_template.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace activator {
namespace {

TemplateMistake mistake_at(std::string_view text, std::size_t offset, std::string problem) {
  const auto before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<int>(line), static_cast<int>(offset - line_start + 1), std::move(problem)};
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string unknown(std::string_view name, std::span<const std::string_view> known) {
  return fmt::format("unknown placeholder '{}'; known are {}", name, fmt::join(known, ", "));
}

}  // namespace

TextTemplate::Parsed TextTemplate::parse(std::string_view text, std::span<const std::string_view> known) {
  TextTemplate parsed;
  std::vector<TemplateMistake> mistakes;
  std::size_t here = 0;
  for (;;) {
    const auto open = text.find("{{", here);
    if (open == std::string_view::npos) break;
    const auto close = text.find("}}", open);
    if (close == std::string_view::npos) {
      mistakes.push_back(mistake_at(text, open, "'{{' without its '}}'"));
      break;
    }
    const auto name = trimmed(text.substr(open + 2, close - open - 2));
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      mistakes.push_back(mistake_at(text, open, unknown(name, known)));
    } else {
      parsed.pieces_.push_back(
          {std::string(text.substr(here, open - here)), static_cast<std::size_t>(found - known.begin())});
    }
    here = close + 2;
  }
  if (!mistakes.empty()) return mistakes;
  parsed.pieces_.push_back({std::string(text.substr(here)), std::nullopt});
  return parsed;
}

std::string TextTemplate::render(std::span<const std::string_view> values) const {
  std::string text;
  for (const auto& piece : pieces_) {
    text += piece.text;
    if (!piece.placeholder) continue;
    assert(*piece.placeholder < values.size());  // as many as were known
    text += xml_escape(values[*piece.placeholder]);
  }
  return text;
}

std::string xml_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&apos;"; break;
      case '\t': escaped += "&#9;"; break;  // literal white space in an attribute would be read as blanks
      case '\n': escaped += "&#10;"; break;
      case '\r': escaped += "&#13;"; break;
      default: static_cast<unsigned char>(c) < 0x20 ? escaped += "\xef\xbf\xbd" : escaped += c;
    }
  }
  return escaped;
}

}  // namespace activator
