#include "gateway/web/html.hpp"

namespace gateway::web {

namespace {

std::string escaped(std::string_view typed) {
  std::string safe;
  safe.reserve(typed.size());
  for (const char letter : typed) {
    switch (letter) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += letter;
    }
  }
  return safe;
}

std::string beginning(std::string_view name, const Attributes& attributes) {
  std::string tag = "<" + std::string(name);
  for (const auto& [attribute, value] : attributes) {
    tag += " " + std::string(attribute);
    if (!value.empty()) tag += "=\"" + escaped(value) + "\"";
  }
  return tag + ">";
}

}  // namespace

Html text(std::string_view typed) { return Html(escaped(typed)); }

Html tag(std::string_view name, const Attributes& attributes, const Html& inside) {
  // A line's end between two words of a line would be a blank.
  const bool inside_a_line = name == "a" || name == "span" || name == "strong" || name == "code";
  return Html(beginning(name, attributes) + inside.text_ + "</" + std::string(name) +
              (inside_a_line ? ">" : ">\n"));
}

Html tag(std::string_view name, const Html& inside) { return tag(name, Attributes{}, inside); }
Html tag(std::string_view name, std::string_view typed) { return tag(name, Attributes{}, text(typed)); }

Html lone_tag(std::string_view name, const Attributes& attributes) { return Html(beginning(name, attributes)); }

Html link(const std::string& to, std::string_view name) { return tag("a", {{"href", to}}, text(name)); }

std::string document(const Html& html) { return "<!DOCTYPE html>\n" + html.string(); }

}  // namespace gateway::web
