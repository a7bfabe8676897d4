#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.hpp"
#include "net/time.hpp"
#include "scenarios/mistakes.hpp"
#include "scenarios/yaml_tree.hpp"

namespace scenarios {

// Notes an unknown word, with what was probably meant, or with the words there are when they are few.
void add_unknown(Mistakes& mistakes, const Span& span, std::string_view what, std::string_view word,
                 std::span<const std::string> known);

// The keys of one map, asked for one by one. What is of the wrong form is noted and reads as absent; what was never
// asked for is unknown: call refuse_rest() last.
class Fields {
 public:
  // `what` names the map in sentences: "expect_get", "a phone". A node that is no map is noted, and has no keys.
  Fields(const YamlNode& map, std::string what, Mistakes& mistakes);

  const YamlNode* take(std::string_view key);     // null when it is not written
  const YamlNode* require(std::string_view key);  // the same, and noted

  std::optional<std::string> text(std::string_view key);
  std::optional<std::int64_t> number(std::string_view key, std::int64_t low, std::int64_t high);
  std::optional<bool> flag(std::string_view key);  // yes, no, true, false
  std::optional<net::Duration> duration(std::string_view key);
  std::optional<net::MacAddress> mac(std::string_view key);
  std::optional<std::string> one_of(std::string_view key, std::span<const std::string> words,
                                    std::string_view what);

  void refuse_rest();
  [[nodiscard]] bool is_map() const { return map_.kind == YamlNode::Kind::map; }
  [[nodiscard]] Mistakes& mistakes() { return mistakes_; }
  [[nodiscard]] const Span& span() const { return map_.span; }

 private:
  const YamlNode* scalar(std::string_view key);

  const YamlNode& map_;
  std::string what_;
  Mistakes& mistakes_;
  std::vector<std::string> known_;
};

// The text of a scalar; anything else is noted as "<what> must be …".
std::optional<std::string> scalar_text(const YamlNode& node, std::string_view what, Mistakes& mistakes);

// A decimal number, whole, from `low` to `high`.
std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t low, std::int64_t high);

}  // namespace scenarios
