#include "teleware_mock/accounts.hpp"

#include <utility>

namespace teleware {

const Account* Accounts::find(net::MacAddress mac) const {
  const auto found = accounts_.find(mac);
  return found != accounts_.end() ? &found->second : nullptr;
}

bool Accounts::store(net::MacAddress mac, Account account) {
  return accounts_.insert_or_assign(mac, std::move(account)).second;
}

bool Accounts::erase(net::MacAddress mac) { return accounts_.erase(mac) != 0; }

}  // namespace teleware
