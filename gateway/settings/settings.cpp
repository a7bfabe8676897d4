#include "gateway/settings/settings.hpp"

#include <fmt/ranges.h>

#include <charconv>

namespace gateway {

using Names = std::span<const std::string_view>;

Names choice_names(EventClass) {
  static constexpr std::array<std::string_view, 6> names{"DHCP",          "Script",      "System",
                                                         "Configuration", "Http Client", "Security"};
  return names;
}

Names choice_names(Target) {
  static constexpr std::array<std::string_view, 6> names{"Event Log", "Activator", "Manager 1",
                                                         "Manager 2", "Manager 3", "Manager 4"};
  return names;
}

Names choice_names(Criterion) {
  static constexpr std::array<std::string_view, 4> names{"Any", "Equal", "At Least", "At Most"};
  return names;
}

Names choice_names(Severity) {
  static constexpr std::array<std::string_view, 8> names{
      "Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug-Level Messages"};
  return names;
}

Names choice_names(DefaultAction) {
  static constexpr std::array<std::string_view, 2> names{"Log", "Ignore"};
  return names;
}

std::optional<ObjectIdentifier> ObjectIdentifier::parse(std::string_view text) {
  ObjectIdentifier oid;
  for (const auto* at = text.data();; ++at) {
    std::uint32_t arc = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), arc);
    if (error != std::errc{}) return std::nullopt;
    oid.arcs.push_back(arc);
    at = end;
    if (at == text.data() + text.size()) break;
    if (*at != '.') return std::nullopt;
  }
  const auto& arcs = oid.arcs;
  const bool possible = arcs.size() >= 2 && arcs.size() <= 32 && arcs[0] <= 2 && (arcs[0] == 2 || arcs[1] < 40);
  return possible ? std::optional(std::move(oid)) : std::nullopt;
}

std::string to_string(const ObjectIdentifier& oid) { return fmt::format("{}", fmt::join(oid.arcs, ".")); }

namespace {

std::optional<Conflict> conflict_of_reservations(const Settings& settings) {
  const auto& all = settings.reservations;
  const auto place = [&](const auto& row) { return "reservation " + std::to_string(&row - all.data() + 1); };
  for (const auto& row : all) {
    if (!row || !row->enabled) continue;
    if (row->address && !is_lan_host(settings.dhcp.lan, *row->address))
      return Conflict{place(row) + " has the address " + to_string(*row->address) +
                          ", which is no other host's of " + to_string(settings.dhcp.lan),
                      "a reservation's address is inside the LAN, and not the gateway's own"};
    for (const auto* other = all.data(); other != &row; ++other) {
      if (!*other || !(*other)->enabled) continue;
      const auto both = place(*other) + " and " + place(row) + " have the same ";
      if (row->mac && row->mac == (*other)->mac)
        return Conflict{both + "MAC address " + to_string(*row->mac), "the first of them counts; delete the other"};
      if (row->address && row->address == (*other)->address)
        return Conflict{both + "address " + to_string(*row->address), "the first of them counts; change the other"};
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_lan_host(const net::Ipv4Network& lan, net::Ipv4Address address) {
  const net::Ipv4Address network(lan.address.number() & lan.mask().number());
  return lan.contains(address) && address != lan.address && address != network &&
         address != lan.directed_broadcast();
}

std::optional<Conflict> find_conflict(const Settings& settings) {
  const auto& dhcp = settings.dhcp;
  const auto range = to_string(dhcp.pool_first) + " to " + to_string(dhcp.pool_last);
  if (dhcp.pool_last < dhcp.pool_first)
    return Conflict{"the pool " + range + " ends before it begins", "Dhcp Server Pool First is the lower address"};
  if (!dhcp.lan.contains(dhcp.pool_first) || !dhcp.lan.contains(dhcp.pool_last))
    return Conflict{"the pool " + range + " is not inside the LAN " + to_string(dhcp.lan),
                    "set Dhcp Server Lan Address, Dhcp Server Pool First and Dhcp Server Pool Last together"};
  return conflict_of_reservations(settings);
}

}  // namespace gateway
