#include "scenarios/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "scenarios/fields.hpp"
#include "scenarios/read_gateway.hpp"
#include "scenarios/read_phones.hpp"
#include "scenarios/read_steps.hpp"

namespace scenarios {
namespace {

constexpr std::size_t foreign_gateway_handsets = 900;  // the gateway's kernel keeps 1,024 neighbours
constexpr net::Duration longest_live_wait = std::chrono::hours(1);

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80        ? 0
                             : lead >> 5U == 6  ? 1
                             : lead >> 4U == 14 ? 2
                             : lead >> 3U == 30 ? 3
                                                : 4;
    if (lead == 0 || more == 4 || i + more >= text.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0U) != 0x80U) return false;
    }
    i += more + 1;
  }
  return true;
}

void read_version(Fields& fields, Mistakes& mistakes) {
  const auto* const version = fields.take("version");
  if (version == nullptr) {
    mistakes.add({1, 1, 1}, "the file does not say its version", "begin it with 'version: 1'");
  } else if (version->text != "1") {
    mistakes.add(version->span, fmt::format("version '{}' is not known", version->text),
                 "this program reads version: 1");
  }
}

void read_seed(Fields& fields, Scenario& scenario) {
  const auto text = fields.text("seed");
  if (!text) return;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), scenario.seed);
  if (error != std::errc() || end != text->data() + text->size()) {
    fields.mistakes().add(fields.take("seed")->span, "'seed' must be a whole number below 2^64");
  }
}

void read_tags(Fields& fields, Scenario& scenario) {
  const auto* const node = fields.take("tags");
  if (node == nullptr) return;
  if (node->kind != YamlNode::Kind::list)
    fields.mistakes().add(node->span, "'tags' must be a list: [nightly, dhcp]");
  for (const auto& item : node->items) {
    if (const auto tag = scalar_text(item, "a tag", fields.mistakes())) scenario.tags.push_back(*tag);
  }
}

// Why a scenario cannot exist in a world: empty when it can.
std::string obstacle(const Scenario& scenario, WorldKind world) {
  if (world == WorldKind::memory && scenario.gateway.command) return "'gateway: command' starts a program";
  for (const auto& step : scenario.steps) {
    const auto* const wait = std::get_if<Wait>(&step.what);
    if (world == WorldKind::live && wait != nullptr && wait->duration > longest_live_wait) {
      return fmt::format("the wait in line {} is longer than an hour", step.where.line);
    }
  }
  return {};
}

void read_declared_worlds(const YamlNode& node, Scenario& scenario, Mistakes& mistakes) {
  static const std::vector<std::string> words{"live", "memory"};
  scenario.worlds.clear();
  if (node.kind != YamlNode::Kind::list || node.items.empty()) {
    mistakes.add(node.span, "'worlds' must be a list: [live, memory]");
    return;
  }
  for (const auto& item : node.items) {
    const auto text = scalar_text(item, "a world", mistakes);
    if (!text) continue;
    if (std::find(words.begin(), words.end(), *text) == words.end()) {
      add_unknown(mistakes, item.span, "world", *text, words);
      continue;
    }
    const auto world = *text == "live" ? WorldKind::live : WorldKind::memory;
    if (runs_in(scenario, world)) mistakes.add(item.span, fmt::format("'{}' is written twice", *text));
    scenario.worlds.push_back(world);
    if (const auto why = obstacle(scenario, world); !why.empty()) {
      mistakes.add(item.span, fmt::format("this scenario cannot run in the {} world", *text), why);
    }
  }
}

// What is not declared is derived from the steps and the gateway.
void read_worlds(Fields& fields, Scenario& scenario, Mistakes& mistakes) {
  if (const auto* const node = fields.take("worlds")) return read_declared_worlds(*node, scenario, mistakes);
  std::erase_if(scenario.worlds, [&](WorldKind world) { return !obstacle(scenario, world).empty(); });
  if (!scenario.worlds.empty()) return;
  auto& mistake = mistakes.add({1, 1, 1}, "this scenario can run in no world");
  for (const auto world : {WorldKind::live, WorldKind::memory}) {
    mistake.help.push_back(fmt::format("not {}: {}", to_string(world), obstacle(scenario, world)));
  }
}

void read_teleware(const YamlNode& node, const PhoneBook& book, const std::vector<std::string>& names,
                   Scenario& scenario, Mistakes& mistakes) {
  Fields fields(node, "'teleware'", mistakes);
  if (const auto* const accounts = fields.take("accounts")) {
    scenario.accounts = read_accounts(*accounts, book, names, mistakes);
  }
  fields.refuse_rest();
}

void read_sections(const YamlNode& root, const Vocabulary& vocabulary, Scenario& scenario, Mistakes& mistakes) {
  Fields fields(root, "a scenario", mistakes);
  if (!fields.is_map()) return;
  read_version(fields, mistakes);
  scenario.name = fields.require("name") != nullptr ? fields.text("name").value_or("") : "";
  read_seed(fields, scenario);
  read_tags(fields, scenario);
  const auto* const worlds = fields.take("worlds");  // keeps its place among the keys that a mistake's help lists
  if (const auto* const gateway = fields.take("gateway"))
    scenario.gateway = read_gateway(*gateway, vocabulary, mistakes);
  const auto* const teleware = fields.take("teleware");
  Phones phones;
  if (const auto* const node = fields.take("phones")) phones = read_phones(*node, vocabulary, mistakes);
  scenario.phones = std::move(phones.all);
  const PhoneBook book(scenario.phones);
  if (teleware != nullptr) read_teleware(*teleware, book, phones.names, scenario, mistakes);
  if (const auto* const node = fields.require("steps")) {
    scenario.steps = read_steps(*node, book, phones.names, mistakes);
  }
  if (mistakes.none() || worlds != nullptr) read_worlds(fields, scenario, mistakes);
  if (scenario.gateway.command && scenario.phones.size() > foreign_gateway_handsets) {
    mistakes.add({scenario.gateway.where.line, scenario.gateway.where.column, 1},
                 fmt::format("more than {} handsets behind a foreign gateway", foreign_gateway_handsets),
                 "the gateway's kernel keeps 1,024 neighbours");
  }
  fields.refuse_rest();
}

}  // namespace

Reading read_scenario(std::string_view text, const std::string& file, const Vocabulary& vocabulary) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Mistakes mistakes(file);
  Scenario scenario;
  scenario.file = file;
  if (text.size() > max_file_size) {
    mistakes.add({1, 1, 1}, fmt::format("the file is larger than {} octets", max_file_size));
    return {std::nullopt, mistakes.in_order(), {}};
  }
  if (!is_utf8(text)) {
    mistakes.add({1, 1, 1}, "the file is not UTF-8 text");
    return {std::nullopt, mistakes.in_order(), {}};
  }
  const auto root = parse_yaml(text, mistakes);
  if (mistakes.none() && root.kind == YamlNode::Kind::empty) {
    mistakes.add({1, 1, 1}, "the file holds nothing", "begin it with 'version: 1'");
  }
  if (mistakes.none()) read_sections(root, vocabulary, scenario, mistakes);
  scenario.text = text;
  Reading reading{std::nullopt, mistakes.in_order(), scenario.text};
  if (mistakes.none()) reading.scenario = std::move(scenario);
  return reading;
}

Reading read_scenario_file(const std::string& file, const Vocabulary& vocabulary) {
  std::error_code unknown;
  const auto status = std::filesystem::status(file, unknown);
  if (std::filesystem::exists(status) &&
      !std::filesystem::is_regular_file(status)) {  // a pipe would keep us waiting
    Mistakes mistakes(file);
    mistakes.add({1, 1, 1}, "cannot read this file: it is not a regular file", "name a file that ends in .yaml");
    return {std::nullopt, mistakes.in_order(), {}};
  }
  std::ifstream in(file, std::ios::binary);
  std::string text;
  if (in) {
    text.resize(max_file_size + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  }
  if (!in.is_open() || in.bad()) {
    Mistakes mistakes(file);
    mistakes.add({1, 1, 1}, "cannot read this file: " + std::generic_category().message(errno),
                 "name a scenario file, or a folder to search for *.yaml");
    return {std::nullopt, mistakes.in_order(), {}};
  }
  return read_scenario(text, file, vocabulary);
}

std::string print(const Reading& reading) {
  std::string out;
  for (const auto& diagnostic : reading.diagnostics) {
    if (!out.empty()) out += '\n';
    out += print(diagnostic, reading.text);
  }
  return out;
}

}  // namespace scenarios
