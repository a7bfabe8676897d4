#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/dhcp/address_choice.hpp"
#include "gateway/dhcp/dhcp_guard.hpp"
#include "gateway/dhcp/dhcp_notice.hpp"
#include "gateway/dhcp/lan_refusal.hpp"
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
  DhcpGuard guard{};
  bool unicast = false;                      // the message was sent to our own address
  std::optional<net::Ipv4Address> probed{};  // a DISCOVER heard before, whose address nobody answered for
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
  std::optional<net::Ipv4Address>
      probe;  // instead of a reply: to be asked for, then to be stepped again as `probed`
  std::optional<LanRefusal> refused;
  bool recycled = false;           // an offer that nobody asked for was taken back
  std::optional<DhcpGuard> guard;  // nothing: as it was
  std::vector<DhcpNotice> notices;
  std::vector<std::string> log;      // not cut
  std::optional<std::uint8_t> dscp;  // of the packet that led to it, for its events
};

// A message of a client (RFC 2131 §4.3). Pure: the caller applies the changes to the table.
[[nodiscard]] DhcpOutcome step(const LeaseTable& leases, const net::DhcpMessage& message,
                               const DhcpContext& context);

// Somebody uses the address that is kept for a client: it is set aside, and the client forgotten.
[[nodiscard]] DhcpOutcome set_aside(const LeaseTable& leases, net::Ipv4Address address, net::MacAddress user,
                                    const DhcpContext& context);

// Ends what has ended by now: leases become past, offers and declined addresses free.
[[nodiscard]] DhcpOutcome expire(const LeaseTable& leases, net::TimePoint now);
[[nodiscard]] std::optional<net::TimePoint> wakes_at(const LeaseTable& leases);

// After pool or reservations were set: ended leases that would not be given again are not worth remembering.
[[nodiscard]] DhcpOutcome forget_misplaced(const LeaseTable& leases, const Settings& settings);

}  // namespace gateway
