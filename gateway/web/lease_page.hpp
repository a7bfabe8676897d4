#pragma once

#include <cstddef>

#include "gateway/dhcp/lease_table.hpp"
#include "gateway/web/status_view.hpp"
#include "net/time.hpp"

namespace gateway::web {

inline constexpr std::size_t most_leases_on_a_page = 1000;

// The leases by address, as a page shows them; beyond so many they are only counted.
Table lease_page(const LeaseTable& leases, net::TimePoint now);

}  // namespace gateway::web
