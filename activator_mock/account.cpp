#include "activator_mock/account.hpp"

#include <nlohmann/json.hpp>

namespace activator {

std::optional<Account> parse_account(std::string_view json) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  Account account;
  const auto read = [&](const char* name, std::string& value) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return false;
    value = found->get<std::string>();
    return true;
  };
  const bool whole = read("user", account.user) && read("password", account.password) &&
                     read("server", account.server) && read("extension", account.extension) &&
                     read("reseller", account.reseller);
  if (!whole) return std::nullopt;
  return account;
}

}  // namespace activator
