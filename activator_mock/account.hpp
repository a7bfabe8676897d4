#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace activator {

// The SIP account of one handset, as Teleware tells it.
struct Account {
  std::string user;
  std::string password;
  std::string server;
  std::string extension;
  std::string reseller;
  friend bool operator==(const Account&, const Account&) = default;
};

// Teleware's answer: a JSON object whose five members are text. nullopt when it is anything else.
std::optional<Account> parse_account(std::string_view json);

}  // namespace activator
