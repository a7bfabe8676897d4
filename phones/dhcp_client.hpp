#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "net/dhcp_message.hpp"
#include "phones/boot_server.hpp"
#include "phones/model.hpp"

namespace phones {

// The client's side of DHCP (RFC 2131 §4.4, figure 5), as transitions. DECLINE, INFORM, RELEASE and INIT-REBOOT are
// left out: the handset of the vendor's note shows none of them.

// What an ACK granted.
struct Lease {
  net::Ipv4Network network;  // own address and link
  std::optional<net::Ipv4Address> router;
  net::Ipv4Address server;                         // who to ask for a renewal
  net::Duration time;                              // as granted
  net::TimePoint renew_at, rebind_at, expires_at;  // T1, T2, end; TimePoint::max() when the lease is for ever
  BootServerOptions boot_server;
  std::vector<net::Ipv4Address> name_servers{};  // option 6, in its order
  friend bool operator==(const Lease&, const Lease&) = default;
};

// Where the conversation stands. Each state carries what it needs, its deadline included.
struct Init {
  std::optional<net::TimePoint> start_at;
};  // nullopt: waits for Start
struct Selecting {
  std::uint32_t xid;
  net::TimePoint started;
  std::uint16_t secs;  // since `started`, as the last DISCOVER said
  int attempt;         // DISCOVERs sent
  net::TimePoint retry_at;
};
struct Requesting {
  std::uint32_t xid;
  std::uint16_t secs;  // the same as in the DISCOVER (RFC 2131 §4.4.1)
  net::Ipv4Address offered, server;
  int attempt;  // REQUESTs sent
  net::TimePoint retry_at;
};
struct Bound {
  Lease lease;
};
struct Renewing {
  Lease lease;
  std::uint32_t xid;
  net::TimePoint started;
  net::TimePoint retry_at;
};
struct Rebinding {
  Lease lease;
  std::uint32_t xid;
  net::TimePoint started;
  net::TimePoint retry_at;
};
using DhcpState = std::variant<Init, Selecting, Requesting, Bound, Renewing, Rebinding>;

// What can happen to it.
struct Start {};
struct Received {
  net::DhcpMessage message;
};
struct TimedOut {};  // the state's own deadline came
using DhcpInput = std::variant<Start, Received, TimedOut>;

struct DhcpContext {
  const Model& model;
  Phase phase;  // whose name option 60 carries
  net::MacAddress self;
  net::TimePoint now;
  std::uint32_t fresh_xid;  // chance, drawn by the caller for every step
  net::Duration jitter;     // the same, within plus or minus the model's
};

struct DhcpSend {
  net::DhcpMessage message;
  std::optional<net::Ipv4Address> to;  // nullopt: broadcast
  friend bool operator==(const DhcpSend&, const DhcpSend&) = default;
};

struct DhcpTransition {
  DhcpState next;
  std::optional<DhcpSend> send;
  std::string why;  // one sentence; empty when nothing happened
};

// Pure: no clock, no socket, no random, no log. What is not for this client, or not now, changes nothing.
[[nodiscard]] DhcpTransition step(const DhcpState& state, const DhcpInput& input, const DhcpContext& context);

// When `TimedOut` is due; nullopt: never.
std::optional<net::TimePoint> wakes_at(const DhcpState& state);
const Lease* lease_of(const DhcpState& state);     // null where there is none
std::string_view name_of(const DhcpState& state);  // RFC 2131's: "SELECTING"

}  // namespace phones
