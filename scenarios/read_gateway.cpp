#include "scenarios/read_gateway.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/fields.hpp"

namespace scenarios {
namespace {

struct Line {
  std::string text;
  Span span;
};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// A block's lines, each at its own place in the file.
void add_block(const YamlNode& block, std::vector<Line>& lines) {
  Span span = block.span;
  for (std::size_t at = 0; at < block.text.size();) {
    const auto end = std::min(block.text.find('\n', at), block.text.size());
    const auto whole = std::string_view(block.text).substr(at, end - at);
    const auto line = trimmed(whole);
    if (block.literal_column != 0) {
      const auto indented = line.empty() ? 0 : line.data() - whole.data();
      span = {span.line + 1, block.literal_column + static_cast<int>(indented), static_cast<int>(line.size())};
    }
    if (!line.empty() && line.front() != '#') lines.push_back({std::string(line), span});
    at = end + 1;
  }
}

std::vector<Line> cli_lines(const YamlNode& node, Mistakes& mistakes) {
  std::vector<Line> lines;
  if (node.kind == YamlNode::Kind::scalar) add_block(node, lines);
  for (const auto& item : node.items) {
    if (const auto text = scalar_text(item, "a command", mistakes)) lines.push_back({*text, item.span});
  }
  if (node.kind == YamlNode::Kind::map) mistakes.add(node.span, "'cli' must be a block of lines: 'cli: |'");
  return lines;
}

// The program and its arguments: a list, or one line split at its blanks.
std::vector<std::string> command_words(const YamlNode& node, Mistakes& mistakes) {
  std::vector<std::string> words;
  if (node.kind == YamlNode::Kind::list) {
    for (const auto& item : node.items) {
      if (const auto text = scalar_text(item, "an argument", mistakes)) words.push_back(*text);
    }
  } else if (const auto text = scalar_text(node, "'command'", mistakes)) {
    for (auto rest = trimmed(*text); !rest.empty();) {
      const auto word = rest.substr(0, rest.find_first_of(" \t\n"));
      words.emplace_back(word);
      rest = trimmed(rest.substr(word.size()));
    }
  }
  if (words.empty()) mistakes.add(node.span, "'command' names no program");
  return words;
}

}  // namespace

GatewaySpec read_gateway(const YamlNode& node, const Vocabulary& vocabulary, Mistakes& mistakes) {
  GatewaySpec gateway;
  gateway.where = mistakes.at(node.span);
  Fields fields(node, "'gateway'", mistakes);
  const auto profiles = vocabulary.profiles();
  const auto profile = fields.one_of("profile", profiles, "profile");
  gateway.profile = profile.value_or(gateway.profile);
  if (const auto* const cli = fields.take("cli")) {
    const auto lines = cli_lines(*cli, mistakes);
    for (const auto& [text, span] : lines) {
      gateway.cli_where.push_back(mistakes.at(span));
      gateway.cli.push_back(text);
    }
    const auto known = std::find(profiles.begin(), profiles.end(), gateway.profile) != profiles.end();
    for (const auto& refusal : vocabulary.check_cli(known ? gateway.profile : "note", gateway.cli)) {
      auto span = lines[refusal.line].span;
      span.column += static_cast<int>(refusal.column);
      span.length = std::max(1, static_cast<int>(refusal.length));
      mistakes.add(span, "the gateway refuses this command: " + refusal.message, refusal.help);
    }
  }
  if (const auto* const command = fields.take("command")) {
    gateway.command = command_words(*command, mistakes);
    const bool ours = fields.take("cli") != nullptr || fields.take("profile") != nullptr;
    if (ours) {
      mistakes.add(command->span, "'command' puts another program in the gateway's place",
                   "it knows neither 'profile' nor 'cli': leave them out");
    }
  }
  fields.refuse_rest();
  return gateway;
}

}  // namespace scenarios
