#include "sim/servers.hpp"

namespace sim {
namespace {

activator::Settings settings_of(const Servers::Plan& plan) {
  activator::Settings settings;
  settings.root = plan.root;
  settings.provisioner.teleware = plan.teleware;
  return settings;
}

}  // namespace

Servers::Servers(const scenarios::Scenario& scenario, const Plan& plan, net::Loop& loop, net::HttpClient& client,
                 net::Notes& notes)
    : teleware_(accounts_, notes), activator_(settings_of(plan), loop, client, notes) {
  for (const auto& account : scenario.accounts) {
    teleware_.store({account.mac,
                     {.user = account.user,
                      .password = account.password,
                      .extension = account.extension,
                      .reseller = account.reseller}});
  }
}

}  // namespace sim
