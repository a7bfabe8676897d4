#include "scenarios/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace scenarios {
namespace {

constexpr std::size_t recent_lines = 6;

std::size_t key(std::string_view who, std::string_view path) {
  return std::hash<std::string>()(fmt::format("{} {}", who, path));
}

void keep(std::deque<net::Record>& records, const net::Record& record) {
  if (records.size() == recent_lines) records.pop_front();
  records.push_back(record);
}

// What is worth a line in a failure's message; the frames below it would crowd the rest out.
bool tells(net::Kind kind) {
  using enum net::Kind;
  switch (kind) {
    case event_received:
    case account_fetched:
    case directory_made:
    case power:
    case leased:
    case name_lookup:
    case http_done:
    case pass_ended:
    case provisioned: return true;
    default: return false;
  }
}

std::vector<std::string> lines(const std::deque<net::Record>& records) {
  std::vector<std::string> out;
  out.reserve(records.size());
  for (const auto& record : records) out.push_back(tell(record));
  return out;
}

}  // namespace

std::string number_of(std::string_view option66) {
  const auto slash = option66.rfind('/');
  if (slash == std::string_view::npos) return {};
  const auto last = option66.substr(slash + 1);
  const bool digits = std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::string(last) : std::string();
}

Evidence::Evidence(const PhoneBook& book) : book_(book), acks_(book.size()), recent_(book.size() + 1) {}

void Evidence::observe(const net::Record& record, std::optional<std::size_t> phone) {
  const auto source = net::schema(record.kind).source;
  if (source == net::Source::run) return;
  if (source == net::Source::wire) observe_wire(record, phone);
  if (record.kind == net::Kind::gateway_log) keep(log_, record);
  if (record.kind == net::Kind::file_answered) {
    answered_.insert(key(std::to_string(record.number("status").value_or(0)), record.text("path")));
  }
  if (!tells(record.kind)) return;
  keep(recent_.back(), record);
  if (phone) keep(recent_[*phone], record);
}

void Evidence::observe_wire(const net::Record& record, std::optional<std::size_t> phone) {
  if (record.kind == net::Kind::http_request_frame) {
    if (record.actor == "wan") forwarded_.insert(key("", record.text("path")));
    if (phone && record.actor != "wan") asked_.insert(key(book_[*phone].name, record.text("path")));
  }
  if (record.kind == net::Kind::dhcp_frame && phone && record.text("message") == "ACK") {
    const auto option66 = record.text("option66");
    const auto address = record.has("yiaddr") ? record.text("yiaddr") : record.text("ciaddr");
    acks_[*phone].push_back(
        {std::string(record.text("xid")), std::string(address), std::string(option66), number_of(option66)});
  }
}

const Ack* Evidence::latest_ack(std::size_t phone) const {
  return acks_[phone].empty() ? nullptr : &acks_[phone].back();
}

bool Evidence::is_fresh(std::size_t phone) const {
  const auto* const latest = latest_ack(phone);
  if (latest == nullptr || latest->number.empty()) return false;
  return std::none_of(acks_[phone].begin(), acks_[phone].end(),
                      [&](const Ack& ack) { return ack.xid != latest->xid && ack.number == latest->number; });
}

std::string Evidence::contradiction(std::size_t phone, std::string_view path,
                                    std::optional<std::int64_t> status) const {
  const auto& name = book_[phone].name;
  if (!asked_.contains(key(name, path))) {
    return fmt::format("{} says it asked for {}, but no such request crossed the LAN from its MAC", name, path);
  }
  const bool ours = forwarded_.contains(key("", path));  // what stays on the LAN is not for the servers to answer
  if (!status || !ours || answered_.contains(key(std::to_string(*status), path))) return {};
  return fmt::format("{} says it was answered {} for {}, but no server says it answered that", name, *status, path);
}

std::vector<std::string> Evidence::recent(std::optional<std::size_t> phone) const {
  return lines(recent_[phone.value_or(book_.size())]);
}

std::vector<std::string> Evidence::recent_log() const { return lines(log_); }

}  // namespace scenarios
