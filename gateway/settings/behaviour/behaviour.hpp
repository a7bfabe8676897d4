#pragma once

#include <span>
#include <string_view>

#include "gateway/settings/behaviour/bench.hpp"

namespace gateway {

// What the gateway does otherwise once a setting is another: set on a bench, and watched from outside.
struct Behaviour {
  std::string_view words;  // of the setting, as the table spells them
  void (*check)(Bench&);   // the bench has the profile `note`
};

// The pages, each in a file of its own.
extern const std::span<const Behaviour> system_behaviours;
extern const std::span<const Behaviour> dhcp_server_behaviours;
extern const std::span<const Behaviour> dhcp_list_behaviours;  // option 66, MAC alerts, reservations
extern const std::span<const Behaviour> dns_proxy_behaviours;
extern const std::span<const Behaviour> web_server_behaviours;
extern const std::span<const Behaviour> http_client_behaviours;
extern const std::span<const Behaviour> event_behaviours;  // filters and system
extern const std::span<const Behaviour> snmp_behaviours;

}  // namespace gateway
