#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "net/address.hpp"

namespace teleware {

// Our choice: the vendor's note names no SIP server (RFC 2606 keeps this name free).
inline constexpr const char* default_server = "sip.teleware.example";

// What the portal knows of one extension, and what a handset needs to register as it.
struct Account {
  std::string user;
  std::string password;
  std::string server = default_server;
  std::string extension;
  std::string reseller;
  friend bool operator==(const Account&, const Account&) = default;
};

// The accounts of the hosted platform, by the MAC address of the handset they were created for.
class Accounts {
 public:
  [[nodiscard]] const Account* find(net::MacAddress mac) const;  // null when there is none
  bool store(net::MacAddress mac, Account account);              // true when it is new, false when it replaces one
  bool erase(net::MacAddress mac);                               // false when there was none
  [[nodiscard]] const std::map<net::MacAddress, Account>& all() const { return accounts_; }

 private:
  std::map<net::MacAddress, Account> accounts_;  // ordered: a listing is the same in every run
};

}  // namespace teleware
