#pragma once

#include <filesystem>
#include <vector>

#include "activator_mock/activator.hpp"
#include "scenarios/scenario.hpp"
#include "teleware_mock/teleware.hpp"

namespace sim {

// The servers behind the gateway, the same in both worlds: Activator with its provisioning server, and Teleware
// with the scenario's accounts. How their routes are served is the world's business.
class Servers {
 public:
  struct Plan {
    std::filesystem::path root;  // the provisioning server's disk; PhoneProvisioning/ is made below it
    net::Endpoint teleware;      // where Activator asks
  };

  Servers(const scenarios::Scenario& scenario, const Plan& plan, net::Loop& loop, net::HttpClient& client,
          net::Notes& notes);

  [[nodiscard]] std::vector<net::HttpRoute> activator_routes() { return activator_.routes(); }
  [[nodiscard]] std::vector<net::HttpRoute> teleware_routes() { return teleware_.routes(); }

 private:
  teleware::Accounts accounts_;
  teleware::Teleware teleware_;
  activator::Activator activator_;
};

}  // namespace sim
