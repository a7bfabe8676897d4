#pragma once

#include <cstdint>
#include <string>

#include "net/address.hpp"
#include "net/file_descriptor.hpp"
#include "sim/lab/namespaces.hpp"

struct ifreq;

namespace sim {

// Frames that a tap lost. A full queue is dialtone reading too slowly, or too much in flight.
struct LinkDrops {
  std::uint64_t queue_full = 0;  // on the way from the kernel to dialtone
  std::uint64_t refused = 0;     // from dialtone to the kernel
  friend bool operator==(const LinkDrops&, const LinkDrops&) = default;
};

// One network interface of a namespace, configured as netdevice(7) says. Throws std::system_error naming interface
// and attempt. It works from any namespace: its sockets stay with the one they were opened in.
class Link {
 public:
  Link(const NetworkNamespace& where, std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] net::MacAddress mac() const;
  [[nodiscard]] LinkDrops drops() const;

  void set_mtu(int octets);
  void set_queue(int frames);                         // how many may wait for dialtone to read them
  void set_address(const net::Ipv4Network& address);  // the first address; another replaces it
  // A further address beside the first, 1 to 99 apart by `number`.
  void add_address(int number, const net::Ipv4Network& address);
  void add_route(const net::Ipv4Network& destination,
                 net::Ipv4Address via);  // 0.0.0.0/0: the default; only while up
  void bring_up();  // throws unless it is running afterwards, as a tap is as soon as its other end is held

 private:
  void request(unsigned long what, ifreq& argument, const std::string& attempt) const;

  std::string name_;
  net::FileDescriptor control_;  // any AF_INET socket will do
  net::FileDescriptor route_;    // rtnetlink(7), for the counters
};

}  // namespace sim
