#include "scenarios/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "scenarios/duration.hpp"
#include "scenarios/spelling.hpp"

namespace scenarios {

void add_unknown(Mistakes& mistakes, const Span& span, std::string_view what, std::string_view word,
                 std::span<const std::string> known) {
  static constexpr std::size_t few = 12;
  auto& mistake = mistakes.add(span, fmt::format("unknown {} '{}'", what, word));
  if (const auto meant = nearest(word, known)) {
    mistake.help.push_back(fmt::format("did you mean '{}'?", *meant));
  } else if (!known.empty() && known.size() <= few) {
    mistake.help.push_back(fmt::format("known: {}", fmt::join(known, ", ")));
  }
}

std::optional<std::string> scalar_text(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::scalar) return node.text;
  const auto* const found = node.kind == YamlNode::Kind::empty ? "nothing stands here"
                            : node.kind == YamlNode::Kind::map ? "this is a map"
                                                               : "this is a list";
  mistakes.add(node.span, fmt::format("{} must be a single value: {}", what, found));
  return std::nullopt;
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t low, std::int64_t high) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
  return value;
}

Fields::Fields(const YamlNode& map, std::string what, Mistakes& mistakes)
    : map_(map), what_(std::move(what)), mistakes_(mistakes) {
  if (!is_map()) {
    mistakes_.add(map_.span, fmt::format("{} must be a map of 'key: value'", what_));
    return;
  }
  std::map<std::string_view, int> lines;
  for (const auto& [key, value] : map_.entries) {
    if (key.kind != YamlNode::Kind::scalar) {
      mistakes_.add(key.span, "a key must be one word");
    } else if (const auto [first, added] = lines.emplace(key.text, key.span.line); !added) {
      mistakes_.add(key.span, fmt::format("key '{}' is written twice", key.text),
                    fmt::format("the first is in line {}", first->second));
    }
  }
}

const YamlNode* Fields::take(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  const auto found = std::find_if(map_.entries.begin(), map_.entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found != map_.entries.end() ? &found->value : nullptr;
}

const YamlNode* Fields::require(std::string_view key) {
  const auto* node = take(key);
  if (node == nullptr && is_map()) mistakes_.add(map_.span, fmt::format("{} needs '{}'", what_, key));
  return node;
}

const YamlNode* Fields::scalar(std::string_view key) {
  const auto* node = take(key);
  return node != nullptr && scalar_text(*node, fmt::format("'{}'", key), mistakes_) ? node : nullptr;
}

std::optional<std::string> Fields::text(std::string_view key) {
  const auto* node = scalar(key);
  return node != nullptr ? std::optional(node->text) : std::nullopt;
}

std::optional<std::int64_t> Fields::number(std::string_view key, std::int64_t low, std::int64_t high) {
  const auto* node = scalar(key);
  if (node == nullptr) return std::nullopt;
  const auto value = whole_number(node->text, low, high);
  if (!value) mistakes_.add(node->span, fmt::format("'{}' must be a whole number from {} to {}", key, low, high));
  return value;
}

std::optional<bool> Fields::flag(std::string_view key) {
  const auto* node = scalar(key);
  if (node == nullptr) return std::nullopt;
  if (node->text == "yes" || node->text == "true") return true;
  if (node->text == "no" || node->text == "false") return false;
  mistakes_.add(node->span, fmt::format("'{}' must be yes or no", key));
  return std::nullopt;
}

std::optional<net::Duration> Fields::duration(std::string_view key) {
  const auto* node = scalar(key);
  if (node == nullptr) return std::nullopt;
  const auto value = parse_duration(node->text);
  if (!value) {
    mistakes_.add(node->span, fmt::format("'{}' is not a duration", node->text),
                  "a number and its unit, nothing between: 500ms, 10s, 2min, 24h (ns and us are known too)");
  }
  return value;
}

std::optional<net::MacAddress> Fields::mac(std::string_view key) {
  const auto* node = scalar(key);
  if (node == nullptr) return std::nullopt;
  const auto value = net::MacAddress::parse(node->text);
  if (!value || value->is_multicast() || value->number() == 0) {
    mistakes_.add(node->span, fmt::format("'{}' is not the MAC address of one handset", node->text),
                  "12 hex digits, with or without colons: \"0004f2a1b2c3\" or \"00:04:f2:a1:b2:c3\"");
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> Fields::one_of(std::string_view key, std::span<const std::string> words,
                                          std::string_view what) {
  const auto* node = scalar(key);
  if (node == nullptr) return std::nullopt;
  if (std::find(words.begin(), words.end(), node->text) != words.end()) return node->text;
  add_unknown(mistakes_, node->span, what, node->text, words);
  return std::nullopt;
}

void Fields::refuse_rest() {
  for (const auto& [key, value] : map_.entries) {
    if (key.kind != YamlNode::Kind::scalar) continue;
    if (std::find(known_.begin(), known_.end(), key.text) != known_.end()) continue;
    add_unknown(mistakes_, key.span, fmt::format("key in {}:", what_), key.text, known_);
  }
}

}  // namespace scenarios
