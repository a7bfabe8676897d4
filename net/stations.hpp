#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "net/frame.hpp"
#include "net/wire.hpp"

namespace net {

// Thousands of hosts on one wire. What a frame costs does not grow with their number:
//   - to a unicast MAC: handed to that station, by one lookup;
//   - ARP to all: to the stations that answer for the target address (`Wire::answers_for`);
//   - UDP port 68 to all: to the station whose MAC is the message's chaddr;
//   - anything else to all, or to a group: to nobody. So no station hears another's DISCOVER, or that the owner of
//   an
//     address it knows has a new MAC until it asks again.
// A station never gets its own frame back. What one station sends to another goes out on the trunk, and is for the
// segment beyond to send back.
class Stations {
 public:
  explicit Stations(Wire& trunk);
  ~Stations();  // after its stations
  Stations(const Stations&) = delete;
  Stations& operator=(const Stations&) = delete;

  // A place on the wire for one MAC, which no other station may have. It must not outlive this.
  [[nodiscard]] std::unique_ptr<Wire> attach(MacAddress mac);
  [[nodiscard]] std::size_t size() const { return stations_.size(); }

 private:
  class Station;

  void receive(BytesView frame);
  void receive_broadcast(const EthernetHeader& header, BytesView frame);
  void deliver(MacAddress station, MacAddress source, BytesView frame);

  Wire& trunk_;
  std::unordered_map<MacAddress, Station*> stations_;
  std::unordered_map<Ipv4Address, std::vector<MacAddress>> owners_;  // several when an address is claimed twice
};

}  // namespace net
