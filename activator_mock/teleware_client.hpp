#pragma once

#include <functional>
#include <string>
#include <variant>

#include "activator_mock/account.hpp"
#include "net/http/client.hpp"

namespace activator {

// What Teleware's answer means.
struct NoAccount {};  // 404: the MAC is unknown there
struct TryAgain {};   // nothing came, or 429 or 5xx
struct Useless {
  std::string why;
};  // an answer that asking again will not change
using AccountAnswer = std::variant<Account, NoAccount, TryAgain, Useless>;

[[nodiscard]] AccountAnswer read_account_answer(const net::HttpResult& result);

struct AccountQuestion {
  net::MacAddress mac;
  std::string rand;
  std::string serial;
};

// POST <path> with the form mac, rand, serial.
[[nodiscard]] net::HttpRequest account_request(const std::string& path, const AccountQuestion& question);

}  // namespace activator
