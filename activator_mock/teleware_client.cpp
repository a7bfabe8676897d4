#include "activator_mock/teleware_client.hpp"

#include <utility>
#include <vector>

#include "net/http/url.hpp"

namespace activator {

AccountAnswer read_account_answer(const net::HttpResult& result) {
  if (result.outcome != net::HttpOutcome::complete || !result.response) return TryAgain{};
  const auto& response = *result.response;
  if (response.status == 404) return NoAccount{};
  if (response.status == 429 || response.status >= 500) return TryAgain{};
  if (response.status < 200 || response.status > 299) return Useless{"status " + std::to_string(response.status)};
  auto account = parse_account(response.body);
  if (!account) return Useless{"the answer is not an account"};
  return *std::move(account);
}

net::HttpRequest account_request(const std::string& path, const AccountQuestion& question) {
  const std::vector<std::pair<std::string, std::string>> form = {
      {"mac", config_stem(question.mac)}, {"rand", question.rand}, {"serial", question.serial}};
  return {"POST", path, {{"Content-Type", "application/x-www-form-urlencoded"}}, net::form_encode(form), {}};
}

}  // namespace activator
