#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace activator {

// A place where a template cannot be read: line and column from 1, as editors count.
struct TemplateMistake {
  int line;
  int column;
  std::string problem;
  friend bool operator==(const TemplateMistake&, const TemplateMistake&) = default;
};

// Text with {{placeholders}}, read once and filled in often. Everything else stands for itself.
class TextTemplate {
 public:
  using Parsed = std::variant<TextTemplate, std::vector<TemplateMistake>>;

  // All mistakes at once: a placeholder that is not one of `known`, and "{{" without its "}}".
  static Parsed parse(std::string_view text, std::span<const std::string_view> known);

  // `values` in the order of `known`, as many; each is escaped for XML text and attributes.
  [[nodiscard]] std::string render(std::span<const std::string_view> values) const;

 private:
  struct Piece {
    std::string text;                        // comes first
    std::optional<std::size_t> placeholder;  // then this one's value
  };
  std::vector<Piece> pieces_;
};

// For element text and attribute values. Characters that XML 1.0 cannot hold become U+FFFD.
std::string xml_escape(std::string_view text);

}  // namespace activator
