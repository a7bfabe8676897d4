#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/dhcp/occupied_addresses.hpp"
#include "net/address.hpp"
#include "net/time.hpp"

namespace gateway {

// offered: kept for a client that was told of it. leased: its. past: was its, and is until somebody needs it more.
// declined: a client found it in use; nobody gets it for a while.
enum class LeaseState { offered, leased, past, declined };
std::string_view to_string(LeaseState state);

// One address and who has it. A client is named by option 61, else by its MAC address (RFC 2131 §4.2).
struct Lease {
  std::string client;
  net::MacAddress mac;
  net::Ipv4Address address;
  LeaseState state = LeaseState::offered;
  net::TimePoint until{};                      // when that state ends; of a past lease: when it ended
  bool held = false;                           // once leased to this client
  std::optional<std::uint32_t> granted_xid{};  // the exchange whose REQUEST was granted last
  std::string number{};                        // the random number in force; empty: none
  std::string offered_number{};                // the one an OFFER already named; empty: none
  friend bool operator==(const Lease&, const Lease&) = default;
};

// What a step of the server does to the table: a client's lease as it is from now on, or its removal.
struct LeaseChange {
  std::string client;
  std::optional<Lease> lease;
};

// All leases, by client, by address, by end and by number: every question costs O(log n). An address is never in
// two leases, and a client never has two.
class LeaseTable {
 public:
  using Test = std::function<bool(net::Ipv4Address)>;

  void apply(const LeaseChange& change);

  [[nodiscard]] const Lease* of_client(std::string_view client) const;  // null: none
  [[nodiscard]] const Lease* at(net::Ipv4Address address) const;        // null: none
  [[nodiscard]] bool number_in_use(const std::string& number) const { return numbers_.contains(number); }
  [[nodiscard]] const Lease* first_to_end() const;                             // null: none will
  [[nodiscard]] std::vector<const Lease*> ended_by(net::TimePoint now) const;  // but for past ones
  [[nodiscard]] const Lease* longest_past(const Test& wanted) const;           // null: none
  [[nodiscard]] net::Ipv4Address next_free(net::Ipv4Address from) const { return occupied_.next_free(from); }
  [[nodiscard]] const std::map<std::string, Lease, std::less<>>& by_client() const { return leases_; }

 private:
  using Ends = std::set<std::pair<net::TimePoint, std::string>>;
  [[nodiscard]] Ends& ends_of(LeaseState state) { return state == LeaseState::past ? past_ : ends_; }
  void erase(std::string_view client);

  std::map<std::string, Lease, std::less<>> leases_;
  std::map<net::Ipv4Address, std::string> clients_;  // by address
  Ends ends_;
  Ends past_;
  std::set<std::string> numbers_;  // in force or offered
  OccupiedAddresses occupied_;
};

}  // namespace gateway
