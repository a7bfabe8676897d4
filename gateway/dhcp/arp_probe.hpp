#pragma once

#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "gateway/dhcp/dhcp_frame.hpp"
#include "gateway/dhcp/lan_refusal.hpp"
#include "net/frame.hpp"
#include "net/time.hpp"

namespace gateway {

// DISCOVERs that wait until nobody has answered for the address they are to be offered. Pure: frames and time come
// from outside.
class ArpProbes {
 public:
  struct Probe {
    net::Ipv4Address address;
    DhcpArrival discover;
    net::TimePoint until;
  };

  // True when the address is to be asked for now; false when it has been, and the DISCOVER only joins in, in the
  // place of an earlier one.
  [[nodiscard]] bool begin(net::Ipv4Address address, DhcpArrival discover, net::TimePoint until);

  // Somebody said that the address is his. The DISCOVER that now wants another one; nothing when the address was
  // not asked for, or the client itself answered.
  [[nodiscard]] std::optional<DhcpArrival> answered(net::Ipv4Address address, net::MacAddress by);

  // The probes that nobody answered in time, in the order of their addresses.
  [[nodiscard]] std::vector<Probe> ended_by(net::TimePoint now);
  [[nodiscard]] std::optional<net::TimePoint> wakes_at() const;

 private:
  std::map<net::Ipv4Address, Probe> probes_;
};

// RFC 5227 §1.1: from no address, so that nobody's ARP cache is touched.
[[nodiscard]] net::Bytes make_arp_probe(net::Ipv4Address address, net::MacAddress own);

// Who says in reply to us that an address is his.
struct ArpAnswer {
  net::Ipv4Address address;
  net::MacAddress mac;
};
[[nodiscard]] std::variant<ArpAnswer, NotForUs, LanRefusal> read_arp_answer(net::BytesView frame,
                                                                            net::MacAddress own,
                                                                            net::Ipv4Address own_address);

}  // namespace gateway
