#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/address.hpp"
#include "teleware_mock/accounts.hpp"

namespace teleware {

// One thing that is wrong with what was sent: the field's name ("" for the whole body) and the reason, for people.
struct Mistake {
  std::string field;
  std::string reason;
  friend bool operator==(const Mistake&, const Mistake&) = default;
};
using Mistakes = std::vector<Mistake>;

struct Entry {
  net::MacAddress mac;
  Account account;
  friend bool operator==(const Entry&, const Entry&) = default;
};

// One account: {"mac": "0004f21a2457", "user": "2001", "password": "…"} and, when wanted, "server", "extension"
// (the user by default) and "reseller" ("Default"). All mistakes at once. With `mac` the body may leave its own
// out, and must not contradict it.
std::variant<Entry, Mistakes> parse_account(std::string_view json,
                                            std::optional<net::MacAddress> mac = std::nullopt);

// A list of accounts, bare or as {"accounts": […]}. Mistakes name their place: "accounts[3].user", from 0. No MAC
// may stand there twice.
std::variant<std::vector<Entry>, Mistakes> parse_accounts(std::string_view json);

std::string to_json(net::MacAddress mac, const Account& account);  // one account, its MAC first
std::string to_json(const Accounts& accounts);                     // {"accounts": […]}, by MAC
std::string to_json(const Mistakes& mistakes);                     // {"errors": [{"field": …, "reason": …}]}
std::string provisioning_answer(const Account& account);           // user, password, server, extension, reseller

}  // namespace teleware
