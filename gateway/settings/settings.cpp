#include "gateway/settings/settings.hpp"

namespace gateway {

using Names = std::span<const std::string_view>;

Names choice_names(EventClass) {
  static constexpr std::array<std::string_view, 2> names{"DHCP", "Script"};
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

std::optional<Conflict> find_conflict(const Settings& settings) {
  const auto& dhcp = settings.dhcp;
  const auto range = to_string(dhcp.pool_first) + " to " + to_string(dhcp.pool_last);
  if (dhcp.pool_last < dhcp.pool_first)
    return Conflict{"the pool " + range + " ends before it begins", "Dhcp Server Pool First is the lower address"};
  if (!dhcp.lan.contains(dhcp.pool_first) || !dhcp.lan.contains(dhcp.pool_last))
    return Conflict{"the pool " + range + " is not inside the LAN " + to_string(dhcp.lan),
                    "set Dhcp Server Lan Address, Dhcp Server Pool First and Dhcp Server Pool Last together"};
  return std::nullopt;
}

}  // namespace gateway
