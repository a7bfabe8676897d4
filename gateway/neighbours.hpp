#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "net/address.hpp"

namespace gateway {

// Who has an address of the LAN.
struct Neighbour {
  net::Ipv4Address address;
  net::MacAddress mac;
  friend auto operator<=>(const Neighbour&, const Neighbour&) = default;
};

// Whoever sends IPv4 to the LAN, told of the leases: it need not ask by ARP for an address that is leased, nor
// believe anybody else who claims it. Never throws; what goes wrong is counted.
class Neighbours {
 public:
  Neighbours() = default;
  Neighbours(const Neighbours&) = delete;
  Neighbours& operator=(const Neighbours&) = delete;
  virtual ~Neighbours() = default;

  virtual void start_with(std::span<const Neighbour> all) = 0;  // what an earlier run left and is not here goes
  virtual void add(const Neighbour& neighbour) = 0;             // or replaces the one of that address
  virtual void remove(net::Ipv4Address address) = 0;
  [[nodiscard]] virtual std::vector<std::pair<std::string, std::uint64_t>> counters() const = 0;
};

// For a world whose hosts ask by ARP.
class NoNeighbours : public Neighbours {
 public:
  void start_with(std::span<const Neighbour> /*all*/) override {}
  void add(const Neighbour& /*neighbour*/) override {}
  void remove(net::Ipv4Address /*address*/) override {}
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override { return {}; }
};

}  // namespace gateway
