#include "scenarios/step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/duration.hpp"

namespace scenarios {
namespace {

std::string times(const Window& window) {
  std::string out;
  if (window.count) out += *window.count == 1 ? " exactly once" : fmt::format(" exactly {} times", *window.count);
  out += " within " + in_words(window.within);
  if (window.after) out += fmt::format(" after '{}'", *window.after);
  return out;
}

std::string modal(const Window& window) { return window.never ? "never " : ""; }

std::string clause(const NumberRule& rule) {
  const auto* const digits = std::get_if<NumberOfDigits>(&rule);
  return digits == nullptr ? "no number" : fmt::format("a number of {} digits", digits->digits);
}

std::string sentence(const ExpectLease& e) {
  std::string out = fmt::format("expect {} {}to {} a lease", e.phone, modal(e.window),
                                !e.renewal ? "get" : (*e.renewal ? "renew" : "newly get"));
  if (e.address) out += " of " + net::to_string(*e.address);
  const char* joint = " with ";
  const auto add = [&](const std::string& words) { out += std::exchange(joint, " and ") + words; };
  if (e.boot_server) add(*e.boot_server == "none" ? "no option 66" : "option 66 " + *e.boot_server);
  if (e.number) add(clause(*e.number));
  if (e.fresh) add("a number it never had before");
  return out + times(e.window);
}

std::string sentence(const ExpectEvent& e) {
  std::string out = fmt::format("expect {} {}to receive", e.at, modal(e.window));
  out += e.event_class ? " event " + *e.event_class : std::string(" an event");
  if (e.subclass) out += fmt::format(" {}", *e.subclass);
  if (e.severity) out += fmt::format(" of severity {}", *e.severity);
  if (e.phone) out += fmt::format(" about {}", *e.phone);
  return out + times(e.window);
}

std::string sentence(const ExpectGet& e) {
  std::string out =
      fmt::format("expect {} {}to GET {}", e.phone, modal(e.window), e.path ? *e.path : e.file.value_or("a file"));
  if (e.status) out += fmt::format(" and receive {}", *e.status);
  if (e.outcome) out += fmt::format(", {}", *e.outcome);
  return out + times(e.window);
}

std::string sentence(const ExpectProvisioned& e) {
  std::string out = fmt::format("expect {} {}to be provisioned", e.phone, modal(e.window));
  if (e.user) out += " as user " + *e.user;
  return out + times(e.window);
}

std::string sentence(const ExpectLog& e) {
  std::string out = "expect the gateway " + modal(e.window) + "to log ";
  if (e.contains) {
    out += fmt::format("a line with '{}'", *e.contains);
  } else if (e.lines.size() == 1) {
    out += fmt::format("'{}'", e.lines.front());
  } else {
    out += fmt::format("{} lines in order", e.lines.size());
  }
  if (e.phone) out += " for " + *e.phone;
  return out + times(e.window);
}

std::string sentence(const ExpectDirectory& e) {
  return fmt::format("expect activator {}to make the directory of {}{}", modal(e.window), e.phone, times(e.window));
}

std::string sentence(const PowerOn& step) { return "power on " + step.phone; }
std::string sentence(const PowerOff& step) { return "power off " + step.phone; }
std::string sentence(const Wait& step) { return "wait " + in_words(step.duration); }

}  // namespace

std::string describe(const Step& step) {
  return std::visit([](const auto& what) { return sentence(what); }, step.what);
}

bool is_acting(const Step& step) {
  return std::holds_alternative<PowerOn>(step.what) || std::holds_alternative<PowerOff>(step.what);
}

const Window* window_of(const Step& step) {
  const auto window = [](const auto& what) -> const Window* {
    if constexpr (requires { what.window; }) {
      return &what.window;
    } else {
      return nullptr;
    }
  };
  return std::visit(window, step.what);
}

const Span* field(const Step& step, std::string_view key) {
  const auto found =
      std::find_if(step.fields.begin(), step.fields.end(), [&](const auto& entry) { return entry.first == key; });
  return found != step.fields.end() ? &found->second : nullptr;
}

}  // namespace scenarios
