#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/dhcp/dhcp_notice.hpp"
#include "gateway/dhcp/lease_table.hpp"
#include "gateway/settings/settings.hpp"
#include "net/dhcp_message.hpp"
#include "net/time.hpp"

namespace gateway {

// What the server must know beside its leases. Chance comes from outside.
struct DhcpContext {
  const Settings& settings;
  net::TimePoint now;
  const std::function<std::string(std::size_t width)>& random_digits;
};

// A handset that a MAC alert waits for was granted a lease: an event of class DHCP, subclass 67.
struct AlertRaised {
  std::string text;
  std::string name;
  net::MacAddress mac;
  net::Ipv4Address address;
  std::string number;    // empty when nothing was randomised
  std::string option66;  // as the ACK carries it; empty when it carries none
};

// All that one message leads to. Lease, number and alert belong together: whoever stores them stores them at once,
// before the reply leaves.
struct DhcpOutcome {
  std::vector<LeaseChange> changes;
  std::optional<AlertRaised> alert;
  std::optional<net::DhcpMessage> reply;
  std::vector<DhcpNotice> notices;
  std::vector<std::string> log;  // not cut
};

// A message of a client (RFC 2131 §4.3). Pure: the caller applies the changes to the table.
[[nodiscard]] DhcpOutcome step(const LeaseTable& leases, const net::DhcpMessage& message,
                               const DhcpContext& context);

// Ends what has ended by now: leases become past, offers and declined addresses free.
[[nodiscard]] DhcpOutcome expire(const LeaseTable& leases, net::TimePoint now);
[[nodiscard]] std::optional<net::TimePoint> wakes_at(const LeaseTable& leases);

// After the pool was set: ended leases outside it are not worth remembering.
[[nodiscard]] DhcpOutcome forget_outside_pool(const LeaseTable& leases, const DhcpServerSettings& settings);

// Whether the pool, as it is set now, gives out this address.
[[nodiscard]] bool in_pool(const DhcpServerSettings& settings, net::Ipv4Address address);

}  // namespace gateway
