#include "gateway/store/store.hpp"

namespace gateway {

std::vector<AddressRecord> records_of(const std::optional<Lease>& before, const std::optional<Lease>& after) {
  const bool known = before && (before->state != LeaseState::offered || before->held);
  const bool moved = !after || !before || after->address != before->address;
  std::vector<AddressRecord> records;
  if (known && moved) records.push_back({before->address, std::nullopt});
  if (after && after->state != LeaseState::offered) records.push_back({after->address, after});
  return records;
}

}  // namespace gateway
