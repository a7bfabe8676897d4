#pragma once

#include <optional>
#include <string>

namespace gateway {

// What smg may do on this machine, and what it keeps of that (capabilities(7)).

// Why smg cannot begin: a capability it needs is missing, and how to get it. Nothing when it can.
std::optional<std::string> missing_capability();

// Whether permanent neighbour entries can be made: CAP_NET_ADMIN.
bool may_administer_network();

// Gives everything up for good but CAP_NET_ADMIN, for neighbour entries, and CAP_NET_BIND_SERVICE, for ports that
// are switched on while it runs; what it execs cannot gain any either (no_new_privs). Capabilities belong to a
// thread: call it before others are started, and once everything that needs CAP_NET_RAW is open. Throws
// std::system_error.
void drop_capabilities();

}  // namespace gateway
