#pragma once

#include <string>

#include "gateway/events/event_classes.hpp"

namespace gateway {

// "delete Dhcp Server Mac Alert 2; Set Dhcp Server Lease Time 3600; and 3 more changes": what was changed, as
// commands that would do it. Passwords, those within a URL too, are masked; nothing that goes into an event grows
// without bound.
[[nodiscard]] Event configuration_changed_event(const Settings& before, const Settings& after);

}  // namespace gateway
