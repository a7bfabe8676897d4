#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/chance.hpp"
#include "net/stations.hpp"
#include "phones/handset.hpp"
#include "scenarios/scenario.hpp"
#include "sim/segment.hpp"

namespace sim {

// All handsets of a case, side by side on one shared port of the LAN segment.
class PhoneBank {
 public:
  PhoneBank(std::span<const scenarios::Phone> phones, net::Loop& loop, Segment& lan, const net::Chance& chance,
            net::Notes& notes);

  void power_on(std::string_view name);
  void power_off(std::string_view name);

 private:
  struct Socket {
    std::unique_ptr<net::Wire> wire;
    std::unique_ptr<phones::Handset> handset;
  };
  phones::Handset& find(std::string_view name);

  std::unique_ptr<net::Wire> trunk_;
  net::Stations stations_;
  std::map<std::string, Socket, std::less<>> sockets_;
};

}  // namespace sim
