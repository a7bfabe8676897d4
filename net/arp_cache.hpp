#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "net/address.hpp"
#include "net/frame.hpp"
#include "net/time.hpp"

namespace net {

// Which MAC has which address on one link (RFC 826), and the packets that wait to learn it (RFC 1122 §2.3.2). Pure:
// it sends nothing, and time is handed in. The host asks when a packet has no MAC yet, tells what ARP says, and
// calls `tick` when `wakes_at` has come.
class ArpCache {
 public:
  struct Limits {
    Duration request_interval = 1s;
    int tries = 3;
    std::size_t waiting = 3;    // packets for one next hop; the oldest gives way
    Duration lifetime = 20min;  // of an entry since ARP last confirmed it
  };

  ArpCache() : ArpCache(Limits{}) {}
  explicit ArpCache(const Limits& limits) : limits_(limits) {}

  [[nodiscard]] std::optional<MacAddress> find(Ipv4Address address, TimePoint now) const;

  // Keeps a packet until its next hop is known. True when a request is to be sent now, as its first.
  [[nodiscard]] bool hold(Ipv4Address next_hop, Ipv4Packet packet, TimePoint now);

  // What an ARP message says of its sender. One that is not for us only confirms what is known or asked for. The
  // packets that waited for it are handed back, in order.
  [[nodiscard]] std::vector<Ipv4Packet> learn(const ArpMessage& message, bool for_us, TimePoint now);

  struct Due {
    std::vector<Ipv4Address> ask;           // a request is to be sent for each
    std::vector<Ipv4Packet> undeliverable;  // their next hop did not answer the last try
  };
  [[nodiscard]] Due tick(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> wakes_at() const;

 private:
  struct Entry {
    MacAddress mac;
    TimePoint expires;
  };
  struct Question {
    int asked;
    TimePoint again_at;
    std::vector<Ipv4Packet> packets;
  };

  Limits limits_;
  std::unordered_map<Ipv4Address, Entry> known_;
  std::map<Ipv4Address, Question> open_;  // ordered, so that a run does not depend on hashes
};

}  // namespace net
