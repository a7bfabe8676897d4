#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/dns_message.hpp"
#include "phones/model.hpp"

namespace phones {

// The handset's own looking up of names (RFC 1035 §7) as transitions: one name at a time.
struct AtRest {};
struct Asking {
  net::DnsName name;
  std::vector<net::Ipv4Address> servers;  // as option 6 told them; never empty
  std::uint16_t id = 0;                   // the same for all tries of a name
  int attempt = 1;                        // of the model's tries at every server; they take turns
  net::TimePoint ends_at{};               // of this try
};
using ResolverState = std::variant<AtRest, Asking>;

// What can happen to it.
struct LookUp {
  net::DnsName name;
  std::vector<net::Ipv4Address> servers;
};
struct Told {  // a datagram came to the port that asks
  net::Endpoint from;
  net::DnsMessage message;
};
struct NotTold {};  // the state's own deadline came
using ResolverInput = std::variant<LookUp, Told, NotTold>;

struct ResolverContext {
  const DnsBehaviour& behaviour;
  net::TimePoint now;
  std::uint16_t id;  // to be used for a new name
};

// One try is over, for the journal.
struct Tried {
  net::DnsName name;
  net::Ipv4Address server;
  int attempt;
  std::string outcome;  // "found", "no answer", "NXDOMAIN", …
  std::vector<net::Ipv4Address> addresses;
};

// Addresses in the order of the answer, at least one; or the clause that says why there are none: "name not found".
using Resolution = std::variant<std::vector<net::Ipv4Address>, std::string>;

struct ResolverTransition {
  struct Query {
    net::Ipv4Address server;
    net::Bytes message;
  };
  ResolverState next;
  std::optional<Query> send;
  std::optional<Tried> tried;
  std::optional<Resolution> done;
};

// Pure. A message that is no answer to what was asked changes nothing.
[[nodiscard]] ResolverTransition step(ResolverState state, const ResolverInput& input,
                                      const ResolverContext& context);
std::optional<net::TimePoint> wakes_at(const ResolverState& state);  // when `NotTold` is due; nullopt: never

}  // namespace phones
