#include "gateway/dhcp/mac_alert.hpp"

#include <charconv>

namespace gateway {

namespace {

// The first of twelve digits is the highest; those that are missing at the end are 0.
std::uint64_t bits(std::string digits) {
  digits.resize(12, '0');
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

}  // namespace

bool matches(const MacAlert& alert, net::MacAddress mac) {
  const auto mask = alert.mask.digits.empty() ? std::string(alert.address.digits.size(), 'f') : alert.mask.digits;
  return ((mac.number() ^ bits(alert.address.digits)) & bits(mask)) == 0;
}

const MacAlert* find_alert(const Settings& settings, net::MacAddress mac) {
  for (const auto& alert : settings.mac_alerts)
    if (alert && alert->enabled && matches(*alert, mac)) return &*alert;
  return nullptr;
}

std::optional<std::string> option66_base(const Settings& settings) {
  for (const auto& slot : settings.tftp_servers)
    if (slot && slot->configured) return slot->server.empty() ? std::nullopt : std::optional(slot->server);
  return std::nullopt;
}

std::string join_option66(std::string_view base, std::string_view number) {
  return std::string(base) + (base.ends_with('/') ? "" : "/") + std::string(number);
}

}  // namespace gateway
