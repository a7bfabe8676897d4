#include "scenarios/read_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/fields.hpp"
#include "scenarios/read_phones.hpp"
#include "scenarios/template_text.hpp"

namespace scenarios {
namespace {

// One step's fields, and what they may refer to.
struct StepReader {
  Fields& fields;
  const PhoneBook& book;
  const std::vector<std::string>& names;        // of phones and groups
  const std::vector<std::string>& earlier_ids;  // that `after` may name

  Mistakes& mistakes() { return fields.mistakes(); }

  std::optional<std::string> optional_phone() {
    const auto* const node = fields.take("phone");
    if (node == nullptr || !check_phone(*node, book, names, mistakes())) return std::nullopt;
    return node->text;
  }

  std::string phone() { return fields.require("phone") != nullptr ? optional_phone().value_or("") : std::string(); }

  Window window() {
    Window window;
    window.within = fields.duration("within").value_or(window.within);
    window.never = fields.flag("never").value_or(false);
    if (const auto count = fields.number("count", 1, 1'000'000)) window.count = static_cast<int>(*count);
    if (window.never && window.count) mistakes().add(fields.span(), "'never' and 'count' exclude each other");
    const auto after = fields.text("after");
    if (after && std::find(earlier_ids.begin(), earlier_ids.end(), *after) == earlier_ids.end()) {
      add_unknown(mistakes(), fields.take("after")->span, "id of an earlier step", *after, earlier_ids);
    }
    window.after = after;
    return window;
  }

  // A text with placeholders.
  std::optional<std::string> pattern(std::string_view key, std::initializer_list<std::string_view> known) {
    auto text = fields.text(key);
    if (text) check_placeholders(*fields.take(key), known);
    return text;
  }

  void check_placeholders(const YamlNode& node, std::initializer_list<std::string_view> known) {
    const auto unknown = unknown_placeholder(node.text, known);
    if (!unknown) return;
    add_unknown(mistakes(), node.span, "placeholder", *unknown,
                std::vector<std::string>(known.begin(), known.end()));
  }
};

StepWhat read_power_on(StepReader& r) { return PowerOn{r.phone()}; }
StepWhat read_power_off(StepReader& r) { return PowerOff{r.phone()}; }

StepWhat read_wait(StepReader& r) {
  const bool written = r.fields.require("for") != nullptr;
  return Wait{written ? r.fields.duration("for").value_or(net::Duration{}) : net::Duration{}};
}

std::optional<NumberRule> read_number_rule(StepReader& r) {
  const auto text = r.fields.text("number");
  if (!text) return std::nullopt;
  if (*text == "none") return NoNumber{};
  const std::string_view digits = std::string_view(*text).substr(0, text->find(' '));
  const auto value = whole_number(digits, 1, 64);
  if (value && (*text == fmt::format("{} digits", digits))) return NumberOfDigits{static_cast<int>(*value)};
  r.mistakes().add(r.fields.take("number")->span, "'number' must be 'none' or how many digits it has",
                   "number: 18 digits");
  return std::nullopt;
}

StepWhat read_expect_lease(StepReader& r) {
  ExpectLease e;
  e.phone = r.phone();
  if (const auto text = r.fields.text("address")) {
    e.address = net::Ipv4Address::parse(*text);
    if (!e.address) {
      r.mistakes().add(r.fields.take("address")->span, fmt::format("'{}' is not an IPv4 address", *text),
                       "four numbers from 0 to 255: 192.168.100.100");
    }
  }
  e.boot_server = r.pattern("boot_server", {});
  e.number = read_number_rule(r);
  e.fresh = r.fields.flag("fresh").value_or(false);
  e.renewal = r.fields.flag("renewal");
  e.window = r.window();
  return e;
}

StepWhat read_expect_event(StepReader& r) {
  static const std::vector<std::string> targets{"activator"};
  static const std::vector<std::string> severities{"Emergency", "Alert",  "Critical",      "Error",
                                                   "Warning",   "Notice", "Informational", "Debug-Level Messages"};
  ExpectEvent e;
  e.at = r.fields.one_of("at", targets, "receiver of events").value_or("activator");
  e.phone = r.optional_phone();
  e.event_class = r.fields.text("class");
  if (const auto subclass = r.fields.number("subclass", 0, 65535)) e.subclass = static_cast<int>(*subclass);
  e.severity = r.fields.one_of("severity", severities, "severity");
  e.window = r.window();
  return e;
}

StepWhat read_expect_get(StepReader& r) {
  static const std::vector<std::string> outcomes{"complete", "cut",       "refused",   "unreachable", "timed_out",
                                                 "reset",    "truncated", "malformed", "too_large"};
  ExpectGet e;
  e.phone = r.phone();
  e.file = r.pattern("file", {"mac"});
  e.path = r.pattern("path", {"mac", "number"});
  if (e.file && e.path) r.mistakes().add(r.fields.take("path")->span, "'file' and 'path' exclude each other");
  if (e.file && e.file->find('/') != std::string::npos) {
    r.mistakes().add(r.fields.take("file")->span, "'file' is the last part of the path, without '/'",
                     "use 'path' for the whole");
  }
  if (const auto status = r.fields.number("status", 100, 599)) e.status = static_cast<int>(*status);
  e.outcome = r.fields.one_of("outcome", outcomes, "outcome");
  e.window = r.window();
  return e;
}

StepWhat read_expect_provisioned(StepReader& r) {
  ExpectProvisioned e;
  e.phone = r.phone();
  e.user = r.fields.text("user");
  e.window = r.window();
  return e;
}

void read_log_lines(StepReader& r, ExpectLog& e) {
  const auto* const lines = r.fields.take("lines");
  if (lines == nullptr) return;
  if (lines->kind == YamlNode::Kind::scalar) {  // a block: each line one line of the log
    for (std::size_t at = 0; at < lines->text.size();) {
      const auto end = std::min(lines->text.find('\n', at), lines->text.size());
      if (end != at) e.lines.push_back(lines->text.substr(at, end - at));
      at = end + 1;
    }
    r.check_placeholders(*lines, {"mac", "address", "number"});
  } else if (lines->kind != YamlNode::Kind::list) {
    r.mistakes().add(lines->span, "'lines' must be a list of lines");
  }
  for (const auto& item : lines->items) {
    const auto text = scalar_text(item, "a line", r.mistakes());
    if (!text) continue;
    r.check_placeholders(item, {"mac", "address", "number"});
    e.lines.push_back(*text);
  }
}

StepWhat read_expect_log(StepReader& r) {
  ExpectLog e;
  e.phone = r.optional_phone();
  if (const auto line = r.pattern("line", {"mac", "address", "number"})) e.lines.push_back(*line);
  read_log_lines(r, e);
  e.contains = r.pattern("contains", {"mac", "address", "number"});
  e.window = r.window();
  if (e.contains && e.contains->empty()) {
    r.mistakes().add(r.fields.take("contains")->span, "'contains' is empty, and every line contains that");
  }
  if (e.lines.empty() != e.contains.has_value()) {
    r.mistakes().add(r.fields.span(), "expect_log needs one of 'line', 'lines' and 'contains'");
  }
  const bool group = e.phone && r.book.members(*e.phone).size() > 1;
  if (e.contains && group) r.mistakes().add(r.fields.take("contains")->span, "'contains' speaks of one handset");
  const auto has_placeholder = [](const std::string& text) { return unknown_placeholder(text, {}).has_value(); };
  const bool needs_phone =
      std::any_of(e.lines.begin(), e.lines.end(), has_placeholder) || (e.contains && has_placeholder(*e.contains));
  if (needs_phone && r.fields.take("phone") == nullptr) {
    r.mistakes().add(r.fields.span(), "a placeholder needs 'phone', to say whose it is");
  }
  return e;
}

StepWhat read_expect_directory(StepReader& r) {
  ExpectDirectory e;
  e.phone = r.phone();
  e.window = r.window();
  return e;
}

struct Verb {
  std::string_view name;
  std::string_view short_key;  // `power_on: lobby` is short for `power_on: {phone: lobby}`; empty: no short form
  StepWhat (*read)(StepReader&);
};

constexpr std::array verbs{
    Verb{"power_on", "phone", read_power_on},
    Verb{"power_off", "phone", read_power_off},
    Verb{"wait", "for", read_wait},
    Verb{"expect_lease", "phone", read_expect_lease},
    Verb{"expect_event", "", read_expect_event},
    Verb{"expect_get", "", read_expect_get},
    Verb{"expect_provisioned", "phone", read_expect_provisioned},
    Verb{"expect_log", "", read_expect_log},
    Verb{"expect_directory", "phone", read_expect_directory},
};

const Verb* find_verb(const YamlNode& key, Mistakes& mistakes) {
  const auto* const found =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& verb) { return verb.name == key.text; });
  if (found != verbs.end()) return found;
  add_unknown(mistakes, key.span, "step", key.text, step_names());
  return nullptr;
}

// The map of a step's fields; a short form is written out.
YamlNode fields_of(const Entry& entry, const Verb& verb) {
  const bool single = entry.value.kind == YamlNode::Kind::scalar || entry.value.kind == YamlNode::Kind::empty;
  if (!single || verb.short_key.empty()) return entry.value;
  YamlNode map;
  map.kind = YamlNode::Kind::map;
  map.span = entry.key.span;
  auto& only = map.entries.emplace_back(entry);
  only.key.text = verb.short_key;
  return map;
}

}  // namespace

std::vector<std::string> step_names() {
  std::vector<std::string> names;
  names.reserve(verbs.size());
  for (const auto& verb : verbs) names.emplace_back(verb.name);
  return names;
}

std::vector<Step> read_steps(const YamlNode& node, const PhoneBook& book, const std::vector<std::string>& names,
                             Mistakes& mistakes) {
  std::vector<Step> steps;
  std::vector<std::string> ids;
  if (node.kind != YamlNode::Kind::list || node.items.empty()) {
    mistakes.add(node.span, "'steps' must be a list, each step with '- '");
    return steps;
  }
  for (const auto& item : node.items) {
    if (item.kind != YamlNode::Kind::map || item.entries.size() != 1) {
      mistakes.add(item.span, "a step is one key: its verb", "- power_on: lobby");
      continue;
    }
    const auto& entry = item.entries.front();
    const auto* const verb = find_verb(entry.key, mistakes);
    if (verb == nullptr) continue;
    const auto map = fields_of(entry, *verb);
    Fields fields(map, std::string(verb->name), mistakes);
    StepReader reader{fields, book, names, ids};
    Step step{
        mistakes.at(entry.key.span), entry.key.span.length, fields.text("id").value_or(""), verb->read(reader), {}};
    fields.refuse_rest();
    for (const auto& one : map.entries) step.fields.emplace_back(one.key.text, whole(one));
    if (!step.id.empty()) {
      const bool twice = std::find(ids.begin(), ids.end(), step.id) != ids.end();
      if (twice) mistakes.add(fields.take("id")->span, fmt::format("two steps have the id '{}'", step.id));
      ids.push_back(step.id);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace scenarios
