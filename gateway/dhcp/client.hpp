#pragma once

#include <string>

#include "gateway/dhcp/lease_table.hpp"
#include "net/dhcp_message.hpp"

namespace gateway {

// Who sent a message, and what it has or had.
struct Client {
  std::string name;    // of its lease in the table
  const Lease* known;  // null: a stranger
};

// RFC 2131 §4.2: a client is named by option 61, else by its MAC address. Identifiers are easily guessed or cloned,
// and a live lease has a secret: while it lives it is one station's only, and another station that calls itself the
// same is a client of its own.
[[nodiscard]] Client find_client(const LeaseTable& leases, const net::DhcpMessage& message);

// Option 12 for tables and events: at most 63 characters, and nothing that can break a line.
[[nodiscard]] std::string plain_host_name(const net::DhcpMessage& message);

}  // namespace gateway
