#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.hpp"

namespace activator {

// One event as a gateway posts it: id, serial, time, class, subclass, severity, text, name, mac, ip, rand,
// option66.
struct Event {
  std::string id;  // unique, the same over retries
  std::string serial;
  std::string time;
  std::string event_class;  // DHCP, Script, …
  std::optional<int> subclass;
  std::string severity;
  std::string text;
  std::string name;  // of the MAC alert
  std::optional<net::MacAddress> mac;
  std::optional<net::Ipv4Address> ip;
  std::string rand;  // decimal, or empty
  std::string option66;
};

struct ReadEvent {
  Event event;                        // as far as it could be read
  std::vector<std::string> mistakes;  // "field: reason"; empty when the event is good
};

// Reads a form (application/x-www-form-urlencoded). Wanted are id, class and subclass; what else is there must have
// its own form. Fields we do not know are left alone: gateways grow.
ReadEvent read_event(std::string_view form);

// A MAC alert with a random number: class DHCP, subclass 67. Somebody's files are to be made.
bool asks_for_files(const Event& event);

}  // namespace activator
