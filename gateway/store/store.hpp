#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/dhcp/lease_table.hpp"
#include "gateway/events/event.hpp"

namespace gateway {

// A pending event that its target was told of, or that was given up.
struct SettledEvent {
  Target target;
  std::string id;
};

// What is known of an address from now on; without a lease: nothing any more.
struct AddressRecord {
  net::Ipv4Address address;
  std::optional<Lease> lease;  // leased, past or declined
};

// What a store has to be told when a client's lease becomes another one. A mere offer is not worth keeping: it
// leaves what was known of its address as it was.
[[nodiscard]] std::vector<AddressRecord> records_of(const std::optional<Lease>& before,
                                                    const std::optional<Lease>& after);

// What one turn of the loop decided. All of it is kept, or none.
struct Batch {
  std::vector<AddressRecord> leases;  // in the order in which they came about
  std::vector<PendingEvent> raised;
  std::vector<SettledEvent> settled;
  [[nodiscard]] bool empty() const { return leases.empty() && raised.empty() && settled.empty(); }
};

// What was kept before the gateway last ended, however it ended.
struct Restored {
  std::vector<Lease> leases;
  std::vector<PendingEvent> pending;  // in the order in which they were raised
};

// Where leases and pending events outlive the gateway.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  virtual Restored restore() = 0;  // throws std::system_error naming the attempt
  // Durable when it returns. Throws std::system_error, having kept nothing.
  virtual void keep(const Batch& batch) = 0;
};

// Keeps nothing: for a world that ends with the gateway.
class ForgetfulStore : public Store {
 public:
  Restored restore() override { return {}; }
  void keep(const Batch& /*batch*/) override {}
};

}  // namespace gateway
