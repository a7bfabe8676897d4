#include "teleware_mock/access_log.hpp"

#include <fmt/format.h>

#include "net/address.hpp"

namespace teleware {
namespace {

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

}  // namespace

std::string access_line(const net::Record& record) {
  const auto at = net::seconds(record.time);
  switch (record.kind) {
    case net::Kind::account_requested: {
      const auto mac = net::MacAddress::parse(record.text("mac"));
      return fmt::format("{} account of {} asked for by {} -> {}", at, mac ? config_stem(*mac) : "<no MAC address>",
                         printable(record.text("serial")), record.number("status").value_or(0));
    }
    case net::Kind::account_stored:
      return fmt::format("{} account of {} stored: extension {} of {}", at, record.text("mac"),
                         printable(record.text("extension")), printable(record.text("reseller")));
    default: return "";
  }
}

}  // namespace teleware
