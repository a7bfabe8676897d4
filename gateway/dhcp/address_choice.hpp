#pragma once

#include <optional>

#include "gateway/dhcp/lease_table.hpp"
#include "gateway/settings/settings.hpp"

namespace gateway {

// The reservation that counts for this station, or of this address; null: none. Of rows that contradict each other
// the first counts; one outside the LAN never does.
[[nodiscard]] const Reservation* reservation_of(const Settings& settings, net::MacAddress mac);
[[nodiscard]] const Reservation* reservation_at(const Settings& settings, net::Ipv4Address address);

// Whether the pool, as it is set now, holds this address.
[[nodiscard]] bool in_pool(const DhcpServerSettings& settings, net::Ipv4Address address);

// Whether this station may have the address, if nobody else has it: reserved for it, or in the pool and reserved
// for nobody.
[[nodiscard]] bool may_have(const Settings& settings, net::MacAddress mac, net::Ipv4Address address);

// Who asks for an address.
struct Asker {
  net::MacAddress mac;
  const Lease* known;                         // what it has or had; null: a stranger
  std::optional<net::Ipv4Address> requested;  // option 50
};

// The asker's reserved address, unless another station has a lease on it or somebody found it in use.
[[nodiscard]] std::optional<net::Ipv4Address> reserved_address(const LeaseTable& leases, const Settings& settings,
                                                               const Asker& asker);

struct AddressChoice {
  net::Ipv4Address address;
  bool recycled = false;  // somebody was offered it and has not asked for it
};

// RFC 2131 §4.3.1: the client's reservation, the address it has or had, the one it asks for, the lowest that nobody
// has; when all have had an owner, the one whose lease ended longest ago; and when all have one, the oldest offer
// that nobody took. Nothing: there is none.
[[nodiscard]] std::optional<AddressChoice> choose_address(const LeaseTable& leases, const Settings& settings,
                                                          const Asker& asker);

}  // namespace gateway
