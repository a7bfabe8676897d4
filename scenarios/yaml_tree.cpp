#include "scenarios/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <utility>

namespace scenarios {
namespace {

constexpr std::size_t deepest = 16;  // no scenario nests deeper; a hostile file would exhaust the stack

int characters(std::string_view text) {
  const auto count = std::count_if(text.begin(), text.end(),
                                   [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
  return static_cast<int>(count);
}

// yaml-cpp counts lines and octets from 0; editors count lines and characters from 1.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }

  [[nodiscard]] std::string_view rest_of_line(const YAML::Mark& mark) const {
    const auto line = line_at(mark);
    return line.substr(std::min(column(mark), line.size()));
  }

  [[nodiscard]] Span at(const YAML::Mark& mark, int length = 1) const {
    const auto line = line_at(mark);
    return {std::max(mark.line, 0) + 1, characters(line.substr(0, std::min(column(mark), line.size()))) + 1,
            length};
  }

  // The last line that begins with '---'.
  [[nodiscard]] Span last_divider() const {
    for (auto line = starts_.size(); line-- > 0;) {
      if (text_.substr(starts_[line]).starts_with("---")) return {static_cast<int>(line) + 1, 1, 3};
    }
    return {};
  }

  [[nodiscard]] std::string_view line_at(const YAML::Mark& mark) const {
    const auto index = std::min(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    const auto line = text_.substr(starts_[index]);
    return line.substr(0, line.find('\n'));
  }

  // Of the first line below that is not blank.
  [[nodiscard]] int indentation_after(const YAML::Mark& mark) const {
    for (std::size_t line = static_cast<std::size_t>(std::max(mark.line, 0)) + 1; line < starts_.size(); ++line) {
      const auto text = text_.substr(starts_[line], text_.find('\n', starts_[line]) - starts_[line]);
      if (const auto first = text.find_first_not_of(" \r"); first != std::string_view::npos) {
        return static_cast<int>(first);
      }
    }
    return 0;
  }

 private:
  static std::size_t column(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.column, 0)); }

  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// How far a scalar reaches on its first line: to the closing quote, or as far as the text does.
int length_on_line(std::string_view rest, std::string_view text) {
  if (rest.empty()) return 1;
  if (const char quote = rest.front(); quote == '"' || quote == '\'') {
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (quote == '"' && rest[i] == '\\') {
        ++i;
      } else if (rest[i] == quote) {
        return characters(rest.substr(0, i + 1));
      }
    }
    return characters(rest);
  }
  return rest.starts_with(text) ? std::max(characters(text), 1) : 1;
}

YamlNode node_of(YamlNode::Kind kind, const Span& span) {
  YamlNode node;
  node.kind = kind;
  node.span = span;
  return node;
}

// Builds the tree from yaml-cpp's events, which carry the place of keys as well as of values.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Places& places, Mistakes& mistakes) : places_(places), mistakes_(mistakes) {}
  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    put(node_of(YamlNode::Kind::empty, places_.at(mark)));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    mistakes_.add(places_.at(mark), "a scenario file has no aliases", "write the value out");
    put(node_of(YamlNode::Kind::empty, places_.at(mark)));
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) override {
    const auto rest = places_.rest_of_line(mark);
    auto node = node_of(YamlNode::Kind::scalar, places_.at(mark, length_on_line(rest, value)));
    node.text = value;
    if (rest.starts_with('|')) node.literal_column = places_.indentation_after(mark) + 1;
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(node_of(YamlNode::Kind::list, places_.at(mark)));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(node_of(YamlNode::Kind::map, places_.at(mark)));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key;  // of a map, while its value is awaited
  };

  void open(YamlNode node) {
    if (open_.size() == deepest) mistakes_.add(node.span, "nested too deeply");
    open_.push_back({std::move(node), std::nullopt});
  }

  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    if (open_.size() >= deepest) return put(node_of(YamlNode::Kind::empty, node.span));
    put(std::move(node));
  }

  void put(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (auto& [parent, key] = open_.back(); parent.kind == YamlNode::Kind::list) {
      parent.items.push_back(std::move(node));
    } else if (!key) {
      key = std::move(node);
    } else {
      if (node.kind == YamlNode::Kind::empty) node.span = key->span;  // theirs is where the next thing stands
      parent.entries.push_back({std::move(*key), std::move(node)});
      key.reset();
    }
  }

  const Places& places_;
  Mistakes& mistakes_;
  YamlNode root_;
  std::vector<Open> open_;
};

struct Translation {
  std::string_view theirs;  // how the library's message begins
  const char* sentence;
  const char* help;
};

// The library speaks of its own grammar; an author needs to hear what to change.
const std::array translations{
    Translation{YAML::ErrorMsg::END_OF_MAP, "this line does not fit the indentation of the lines above",
                "keys of one map begin in the same column"},
    Translation{YAML::ErrorMsg::END_OF_SEQ, "this line does not fit the indentation of the list above",
                "items of one list begin in the same column, each with '- '"},
    Translation{YAML::ErrorMsg::END_OF_MAP_FLOW, "a '}' or a ',' is missing before this",
                "between braces, put text that holds '}', ',' or ': ' in quotes"},
    Translation{YAML::ErrorMsg::END_OF_SEQ_FLOW, "a ']' or a ',' is missing before this", ""},
    Translation{YAML::ErrorMsg::FLOW_END, "a closing bracket without its opening one", ""},
    Translation{YAML::ErrorMsg::MAP_VALUE, "a ':' where no key can stand", "put text with ': ' in it in quotes"},
    Translation{YAML::ErrorMsg::MAP_KEY, "a '?' where no key can stand",
                "put text that begins with '? ' in quotes"},
    Translation{YAML::ErrorMsg::BLOCK_ENTRY, "a '- ' where no list item can stand", ""},
    Translation{YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is opened and never closed", ""},
    Translation{YAML::ErrorMsg::DOC_IN_SCALAR, "a quote is opened and never closed", ""},
    Translation{YAML::ErrorMsg::INVALID_ESCAPE, "an unknown escape in double quotes",
                "use single quotes, or \\\\ for a backslash"},
    Translation{YAML::ErrorMsg::UNKNOWN_TOKEN, "a character that nothing in YAML begins with",
                "put the text in quotes"},
    Translation{YAML::ErrorMsg::UNKNOWN_ANCHOR, "a scenario file has no aliases", "write the value out"},
};

void explain(const YAML::Exception& problem, const Places& places, Mistakes& mistakes) {
  const auto span = places.at(problem.mark);
  const auto line = places.line_at(problem.mark);
  const auto indentation = line.substr(0, line.find_first_not_of(" \t"));
  if (const auto tab = indentation.find('\t'); tab != std::string_view::npos) {
    mistakes.add({span.line, static_cast<int>(tab) + 1, 1}, "a tab in the indentation", "indent with spaces");
    return;
  }
  const auto before = static_cast<std::size_t>(std::max(problem.mark.column, 1)) - 1;
  if (before < line.size() && problem.mark.column > 0 && (line[before] == '"' || line[before] == '\'')) {
    mistakes.add(span, "text directly after a closing quote", "is a quote missing, here or in a line above?");
    return;
  }
  const auto* const row = std::find_if(translations.begin(), translations.end(), [&](const Translation& candidate) {
    return std::string_view(problem.msg).starts_with(candidate.theirs);
  });
  if (row == translations.end()) {
    mistakes.add(span, "this is not YAML");
  } else {
    mistakes.add(span, row->sentence, row->help);
  }
}

}  // namespace

Span whole(const Entry& entry) {
  const auto& key = entry.key.span;
  const auto& value = entry.value;
  const bool same_line =
      value.kind == YamlNode::Kind::scalar && value.literal_column == 0 && value.span.line == key.line;
  return {key.line, key.column, same_line ? value.span.column + value.span.length - key.column : key.length};
}

YamlNode parse_yaml(std::string_view text, Mistakes& mistakes) {
  const Places places(text);
  Builder builder(places, mistakes);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
    YamlNode root = builder.take();
    if (parser) mistakes.add(places.last_divider(), "a second document", "one file holds one scenario");
    return root;
  } catch (const YAML::Exception& problem) {
    explain(problem, places, mistakes);
  }
  return {};
}

}  // namespace scenarios
