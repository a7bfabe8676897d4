#include <fmt/format.h>

#include "scenarios/evidence.hpp"

namespace scenarios {
namespace {

std::string request(const net::Record& record) {
  return fmt::format("{} {}", record.text("method"), record.text("path"));
}

std::string answer(const net::Record& record) {
  const auto status = record.number("status");
  const bool complete = !record.has("outcome") || record.text("outcome") == "complete";
  if (!status) return std::string(record.text("outcome"));
  return complete ? fmt::format("{}", *status) : fmt::format("{}, {}", *status, record.text("outcome"));
}

std::string dhcp(const net::Record& record) {
  auto out = fmt::format("DHCP {} {}", record.text("message"), record.text("mac"));
  if (record.has("yiaddr")) out += fmt::format(" {}", record.text("yiaddr"));
  if (record.has("option66")) out += fmt::format(", option 66 {}", record.text("option66"));
  return out;
}

std::string provisioned(const net::Record& record) {
  return fmt::format("provisioned as {} from {}", record.text("user"), record.text("file"));
}

std::string lookup(const net::Record& record) {
  const auto answer = record.has("addresses") ? record.text("addresses") : record.text("outcome");
  return fmt::format("name {} asked of {} -> {}", record.text("name"), record.text("server"), answer);
}

std::string event(const net::Record& record) {
  return fmt::format("event {} {} about {} -> {}", record.text("class"), record.number("subclass").value_or(0),
                     record.text("mac"), record.number("status").value_or(0));
}

std::string sentence(const net::Record& record) {
  using enum net::Kind;
  switch (record.kind) {
    case dhcp_frame: return dhcp(record);
    case event_received: return event(record);
    case account_requested: return fmt::format("account of {} asked for -> {}", record.text("mac"), answer(record));
    case account_fetched:
      return fmt::format("account of {}: Teleware answered {}", record.text("mac"), answer(record));
    case directory_made: return fmt::format("made the directory {}", record.text("path"));
    case file_answered: return fmt::format("{} -> {}", request(record), answer(record));
    case power: return record.flag("on") ? "powered on" : "powered off";
    case leased:
      return fmt::format("{} {}, boot server {}", record.flag("renewal") ? "renewed" : "leased",
                         record.text("address"), record.has("boot_server") ? record.text("boot_server") : "none");
    case boot_phase: return fmt::format("{}", record.text("phase"));
    case boot_decision: return std::string(record.text("text"));
    case name_lookup: return lookup(record);
    case http_done: return fmt::format("{} -> {}", request(record), answer(record));
    case pass_ended: {
      const bool said = record.text("why").starts_with(record.text("outcome"));
      return said ? std::string(record.text("why"))
                  : fmt::format("{}: {}", record.text("outcome"), record.text("why"));
    }
    case provisioned: return scenarios::provisioned(record);
    case gateway_log: return std::string(record.text("line"));
    case gateway_ended: return fmt::format("the gateway ended: {}", record.text("why"));
    default: return {};
  }
}

}  // namespace

std::string tell(const net::Record& record) {
  const auto what = sentence(record);
  return what.empty() ? what : fmt::format("{:>6} s  {:<10}  {}", net::seconds(record.time), record.actor, what);
}

}  // namespace scenarios
