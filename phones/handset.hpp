#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/chance.hpp"
#include "net/host.hpp"
#include "net/journal.hpp"
#include "net/loop.hpp"
#include "net/wire.hpp"
#include "phones/model.hpp"

namespace phones {

struct HandsetSetup {
  std::string name;  // the actor's name in the journal
  net::MacAddress mac;
  const Model& model;
  std::optional<std::string> static_boot_server;  // Boot Server = Static: options 66 and custom are ignored
};

// A simulated Polycom handset plugged into a wire: power it on and it boots, leases an address, fetches its files.
// The only impure part of this folder: it feeds the pure transitions and carries out what they ask for.
class Handset {
 public:
  Handset(HandsetSetup setup, net::Loop& loop, net::Wire& wire, net::Chance chance, net::Notes& notes);
  ~Handset();
  Handset(const Handset&) = delete;
  Handset& operator=(const Handset&) = delete;

  void power_on();   // no effect when it is on
  void power_off();  // at once: nothing is said to anyone, connections just stop

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace phones
