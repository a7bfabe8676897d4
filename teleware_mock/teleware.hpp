#pragma once

#include <vector>

#include "net/http/routes.hpp"
#include "net/journal.hpp"
#include "teleware_mock/account_json.hpp"
#include "teleware_mock/accounts.hpp"

namespace teleware {

// The hosted telephony platform, as far as provisioning sees it: who asks with a MAC gets the SIP account that was
// created for it. Both arguments must outlive it.
class Teleware {
 public:
  Teleware(Accounts& accounts, net::Notes& notes) : accounts_(accounts), notes_(notes) {}
  Teleware(const Teleware&) = delete;  // the routes point at this
  Teleware& operator=(const Teleware&) = delete;

  bool store(const Entry& entry);  // as the portal does it: stored and noted. True when it is new

  // POST /twautoprovisioning (form: mac, rand, serial) and the JSON API below /accounts (README.md).
  [[nodiscard]] std::vector<net::HttpRoute> routes();

 private:
  net::HttpResponse provision(const net::HttpRequest& request);
  net::HttpResponse list();
  net::HttpResponse create(const net::HttpRequest& request);
  net::HttpResponse read(net::MacAddress mac);
  net::HttpResponse replace(net::MacAddress mac, const net::HttpRequest& request);
  net::HttpResponse erase(net::MacAddress mac);

  Accounts& accounts_;
  net::Notes& notes_;
};

}  // namespace teleware
