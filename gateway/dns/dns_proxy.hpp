#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/settings/settings.hpp"
#include "net/datagram.hpp"
#include "net/dns_message.hpp"
#include "net/time.hpp"

namespace gateway {

// A client's query that a name server was asked, and has not answered yet.
struct DnsExchange {
  net::Endpoint client;
  net::DnsMessage query;  // as the client sent it
  net::Endpoint server;   // who was asked last
  std::uint16_t id;       // under which id
  std::size_t tries;      // so far
  net::TimePoint until;   // then the next one is asked
};

struct DnsCounters {
  std::uint64_t queries = 0;
  std::uint64_t answered = 0;   // from the static hosts
  std::uint64_t forwarded = 0;  // queries to a name server, repeated ones included
  std::uint64_t passed_on = 0;  // answers of a name server
  std::uint64_t failed = 0;     // no name server answered
  std::uint64_t refused = 0;    // nobody to ask, or too many under way
  std::uint64_t malformed = 0;  // datagrams of the LAN that are no query, or come from elsewhere
  std::uint64_t strange = 0;    // datagrams to a waiting port that answer nothing that was asked
};

// The DNS proxy (RFC 5625): which queries wait, by a number of their own.
struct DnsProxy {
  std::map<std::uint64_t, DnsExchange> waiting;
  std::uint64_t last = 0;
  DnsCounters counters;
};

// What can happen to it. The payloads are looked at during the step only.
struct QueryCame {  // to the gateway's port 53, on the LAN
  net::Datagram datagram;
};
struct ReplyCame {  // to the port from which the exchange asked
  std::uint64_t exchange;
  net::Datagram datagram;
};
struct TimeCame {};  // or the settings have changed
using DnsInput = std::variant<QueryCame, ReplyCame, TimeCame>;

struct DnsContext {
  const Settings& settings;
  net::TimePoint now;
  const std::function<std::uint16_t()>& random;  // unpredictable: for ids
};

struct DnsStep {
  struct Answer {
    net::Endpoint client;
    net::Bytes message;
  };
  struct Ask {  // from a port that was not used before (RFC 5452 §9.2)
    std::uint64_t exchange;
    net::Endpoint server;
    net::Bytes message;
  };
  DnsProxy next;
  std::vector<Answer> answers;
  std::vector<Ask> asks;            // an earlier one of the same exchange is void
  std::vector<std::uint64_t> over;  // exchanges that wait no longer
};

// Pure. Static hosts are answered here; everything else is asked of the name servers in turn, each try under an id
// of its own, two seconds each; SERVFAIL when none answers, REFUSED when there is none to ask.
[[nodiscard]] DnsStep step(DnsProxy proxy, const DnsInput& input, const DnsContext& context);
[[nodiscard]] std::optional<net::TimePoint> wakes_at(const DnsProxy& proxy);

}  // namespace gateway
