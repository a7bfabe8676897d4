#include "reports/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "reports/masking.hpp"

namespace reports {
namespace {

using scenarios::CaseOutcome;

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

// The length of the UTF-8 character that begins here, 0 when it is none or one that XML 1.0 does not allow.
std::size_t xml_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
  const std::size_t length = lead >> 5U == 6 ? 2 : lead >> 4U == 14 ? 3 : lead >> 3U == 30 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  std::uint32_t code = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0U) != 0x80U) return 0;
    code = code << 6U | (next & 0x3fU);
  }
  static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  const bool allowed = code >= least[length] && code <= 0x10ffff && !surrogate && code != 0xfffe && code != 0xffff;
  return allowed ? length : 0;
}

struct Name {
  std::string class_name, name;
};

// CI servers fold test cases of one name into one: a second of the same gets a number.
Name unique_name(const scenarios::CaseResult& result, std::set<std::pair<std::string, std::string>>& taken) {
  const std::filesystem::path file(result.file);
  auto folder = file.parent_path().generic_string();
  std::replace(folder.begin(), folder.end(), '/', '.');
  Name name{fmt::format("{}{}{}", folder, folder.empty() ? "" : ".", to_string(result.world)),
            file.stem().string()};
  for (int number = 2; !taken.emplace(name.class_name, name.name).second; ++number) {
    name.name = fmt::format("{} ({})", file.stem().string(), number);
  }
  return name;
}

const scenarios::StepResult* failed_step(const scenarios::CaseResult& result) {
  const auto found = std::find_if(result.steps.begin(), result.steps.end(),
                                  [](const auto& step) { return step.failure.has_value(); });
  return found != result.steps.end() ? &*found : nullptr;
}

void add_verdict(std::string& xml, const scenarios::CaseResult& result, const Masker& mask) {
  const auto* const step = failed_step(result);
  const auto message = xml_escaped(mask(step != nullptr ? step->sentence : result.why));
  if (result.outcome == CaseOutcome::not_applicable) {
    xml += fmt::format("      <skipped message=\"{}\"/>\n", message);
  } else if (result.outcome == CaseOutcome::failed) {
    const auto text = xml_escaped(mask(step != nullptr ? step->failure_text : result.why));
    xml += fmt::format("      <failure type=\"expectation\" message=\"{}\">{}</failure>\n", message, text);
  } else if (result.outcome != CaseOutcome::passed) {
    xml += fmt::format("      <error type=\"{}\" message=\"{}\"/>\n", to_string(result.outcome), message);
  }
}

std::string output_of(const scenarios::CaseResult& result) {
  std::string out = result.rerun.empty() ? "" : fmt::format("rerun: {}\n", result.rerun);
  for (const auto& step : result.steps) {
    out += fmt::format("{:>8}  {}\n", to_string(step.outcome), step.sentence);
  }
  return out;
}

void add_case(std::string& xml, const scenarios::CaseResult& result, const Name& name) {
  const Masker mask(result.secrets, result.numbers);
  xml += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{}\">\n",
                     xml_escaped(name.class_name), xml_escaped(name.name), xml_escaped(result.file),
                     net::seconds(result.duration));
  add_verdict(xml, result, mask);
  xml += fmt::format("      <system-out>{}</system-out>\n", xml_escaped(mask(output_of(result))));
  xml += "    </testcase>\n";
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto length = xml_character(text);
    const auto character = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(character.size());
    if (length == 0) {
      out += replacement;
    } else if (character == "&") {
      out += "&amp;";
    } else if (character == "<") {
      out += "&lt;";
    } else if (character == ">") {
      out += "&gt;";
    } else if (character == "\"") {
      out += "&quot;";
    } else {
      out += character;
    }
  }
  return out;
}

std::string junit_xml(std::span<const scenarios::CaseResult> results) {
  const auto count = [&](auto predicate) { return std::count_if(results.begin(), results.end(), predicate); };
  const auto failures = count([](const auto& r) { return r.outcome == CaseOutcome::failed; });
  const auto skipped = count([](const auto& r) { return r.outcome == CaseOutcome::not_applicable; });
  const auto passed = count([](const auto& r) { return r.outcome == CaseOutcome::passed; });
  const auto all = static_cast<std::ptrdiff_t>(results.size());
  net::Duration duration{};
  for (const auto& result : results) duration += result.duration;
  const auto totals = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\"", all,
                                  failures, all - failures - skipped - passed, skipped, net::seconds(duration));

  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  xml += fmt::format("<testsuites name=\"dialtone\" {0}>\n  <testsuite name=\"dialtone\" {0}>\n", totals);
  std::set<std::pair<std::string, std::string>> taken;
  for (const auto& result : results) add_case(xml, result, unique_name(result, taken));
  return xml += "  </testsuite>\n</testsuites>\n";
}

}  // namespace reports
