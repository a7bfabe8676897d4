#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/address.hpp"

namespace gateway {

// What the DHCP server tells an operator, beside the MAC alert.
enum class Notice : std::uint8_t {
  granted,         // a lease began: DISCOVER→REQUEST, or INIT-REBOOT
  renewed,         // RENEWING or REBINDING: the lease was extended
  released,        // the client gave it back
  expired,         // it ended of itself
  declined,        // the client found the address in use; it is set aside
  conflict,        // our own probe found it in use; it is set aside
  pool_exhausted,  // a client got nothing: every address has an owner
  starvation,      // addresses are asked for faster than clients can be real
};
std::string_view to_string(Notice notice);

struct DhcpNotice {
  Notice kind;
  net::MacAddress mac;       // the client; where there is none, the station that gave occasion to it
  net::Ipv4Address address;  // any: there is none
  std::string detail;        // a sentence for people; may be empty
  friend bool operator==(const DhcpNotice&, const DhcpNotice&) = default;
};

}  // namespace gateway
