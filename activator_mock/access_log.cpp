#include "activator_mock/access_log.hpp"

#include <fmt/format.h>

#include "net/http/url.hpp"

namespace activator {
namespace {

// No word of ours has so many digits in a row, and a gateway's number seldom fewer: 18, or 12 in the older profile.
constexpr std::size_t digits_of_a_number = 10;

std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c >= 0x20 && c < 0x7f) {
      shown += c;
    } else {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return shown;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits that fill a whole component of a path, and long runs of them anywhere, but for the handset's own MAC.
std::string masked(std::string_view text, std::string_view mac) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    auto end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == i) {
      shown += text[i++];
      continue;
    }
    const auto run = text.substr(i, end - i);
    const bool component = i > 0 && text[i - 1] == '/' && (end == text.size() || text[end] == '/');
    const bool number = component || (run.size() >= digits_of_a_number && run != mac);
    shown += number ? "<number>" : run;
    i = end;
  }
  return printable(shown);
}

std::string shown_path(std::string_view target, std::string_view mac) {
  const auto path = net::url_path(target);  // escapes could spell a number too
  return path.empty() ? "<unreadable>" : masked(path, mac);
}

std::string event_line(const net::Record& record) {
  return fmt::format("event {} from {}: {} {} {} {} -> {}{}", masked(record.text("id"), ""),
                     masked(record.text("serial"), ""), masked(record.text("class"), ""),
                     record.number("subclass").value_or(-1), record.text("mac"), record.text("ip"),
                     record.number("status").value_or(0), record.flag("duplicate") ? " (seen before)" : "");
}

std::string file_line(const net::Record& record) {
  return fmt::format("{} {} {} -> {} {} \"{}\"", record.text("from"), printable(record.text("method")),
                     shown_path(record.text("path"), record.text("mac")), record.number("status").value_or(0),
                     record.number("bytes").value_or(0), masked(record.text("user_agent"), ""));
}

}  // namespace

std::string access_line(const net::Record& record) {
  const auto at = net::seconds(record.time) + " ";
  switch (record.kind) {
    case net::Kind::event_received: return at + event_line(record);
    case net::Kind::account_fetched:
      return at + fmt::format("account of {}: {} {}", record.text("mac"), record.text("outcome"),
                              record.number("status").value_or(0));
    case net::Kind::directory_made:
      return at + fmt::format("made {}: {} files, below <number>", record.text("path"),
                              record.number("files").value_or(0));
    case net::Kind::file_answered: return at + file_line(record);
    default: return "";
  }
}

}  // namespace activator
