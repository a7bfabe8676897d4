#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/mistakes.hpp"
#include "scenarios/source.hpp"

namespace scenarios {

struct Entry;

// A YAML document as an author sees it: every scalar is its text (a MAC of digits and `no` stay text), every key
// has its place, and a key written twice is there twice.
struct YamlNode {
  enum class Kind { empty, scalar, list, map };

  Kind kind = Kind::empty;
  Span span;               // a scalar's text on its first line, else the first character
  std::string text;        // of a scalar
  int literal_column = 0;  // of a block after '|': its lines are the file's, from span.line + 1 and this column on
  std::vector<YamlNode> items;  // of a list
  std::vector<Entry> entries;   // of a map
};

struct Entry {
  YamlNode key;
  YamlNode value;
};

Span whole(const Entry& entry);  // "key: value", as far as it stands on the key's line

// The one document in `text`; what is no YAML, or YAML that scenario files do not use (aliases, a second document),
// is noted among the mistakes. Never throws.
YamlNode parse_yaml(std::string_view text, Mistakes& mistakes);

}  // namespace scenarios
