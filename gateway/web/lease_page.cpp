#include "gateway/web/lease_page.hpp"

#include <algorithm>

namespace gateway::web {

Table lease_page(const LeaseTable& leases, net::TimePoint now) {
  Table table{.columns = {"Address", "MAC Address", "State", "Ends in", "Number"}, .rows = {}};
  const auto all = leases.by_address();
  const auto shown = std::min(all.size(), most_leases_on_a_page);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& lease = *all[i];
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(lease.until - now);
    table.rows.push_back({to_string(lease.address), to_string(lease.mac), std::string(to_string(lease.state)),
                          left.count() > 0 ? in_words(left) : "", lease.number});
  }
  table.left_out = all.size() - shown;
  return table;
}

}  // namespace gateway::web
