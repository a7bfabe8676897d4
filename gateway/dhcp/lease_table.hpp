#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/dhcp/end_queue.hpp"
#include "gateway/dhcp/occupied_addresses.hpp"
#include "gateway/dhcp/slot_index.hpp"
#include "net/address.hpp"
#include "net/time.hpp"

namespace gateway {

// offered: kept for a client that was told of it. leased: its. past: was its, and is until somebody needs it more.
// declined: a client found it in use; nobody gets it for a while.
enum class LeaseState : std::uint8_t { offered, leased, past, declined };
std::string_view to_string(LeaseState state);

// One address and who has it. A client is named by option 61, else by its MAC address (RFC 2131 §4.2).
struct Lease {
  std::string client;
  net::MacAddress mac;
  net::Ipv4Address address;
  LeaseState state = LeaseState::offered;
  bool held = false;                           // once leased to this client
  bool contested = false;                      // offered although somebody else had been offered it and may ask
  std::optional<std::uint32_t> granted_xid{};  // the exchange whose REQUEST was granted last
  net::TimePoint until{};                      // when that state ends; of a past lease: when it ended
  net::Duration granted{};                     // leased, declined: for how long, when it began or was renewed last
  std::string number{};                        // the random number in force; empty: none
  std::string offered_number{};                // the one an OFFER already named; empty: none
  std::string host_name{};                     // as the client calls itself (option 12); empty: it does not
  friend bool operator==(const Lease&, const Lease&) = default;
};

// What a step of the server does to the table: a client's lease as it is from now on, or its removal.
struct LeaseChange {
  std::string client;
  std::optional<Lease> lease;
};

// All leases, by client, by address, by end and by number. Finding one costs O(1), a change O(log n). An address is
// never in two leases, and a client never has two. A lease stays where it is until it is changed: pointers live
// until then.
class LeaseTable {
 public:
  using Test = std::function<bool(net::Ipv4Address)>;

  // Clients choose their names: a salt they cannot know keeps them from choosing names that collide. Nothing else
  // depends on it.
  explicit LeaseTable(std::uint64_t salt = 0) : salt_(salt) {}

  void apply(const LeaseChange& change);

  [[nodiscard]] const Lease* of_client(std::string_view client) const;  // null: none
  [[nodiscard]] const Lease* at(net::Ipv4Address address) const;        // null: none
  [[nodiscard]] bool number_in_use(std::string_view number) const;
  [[nodiscard]] const Lease* first_to_end() const;                             // null: none will
  [[nodiscard]] std::vector<const Lease*> ended_by(net::TimePoint now) const;  // but for past ones; the first first
  [[nodiscard]] const Lease* longest_past(const Test& wanted) const;           // null: none
  [[nodiscard]] const Lease* oldest_offer(const Test& wanted) const;           // null: none
  [[nodiscard]] net::Ipv4Address next_free(net::Ipv4Address from) const { return occupied_.next_free(from); }
  [[nodiscard]] std::vector<const Lease*> by_address() const;  // all of them: O(n log n)
  [[nodiscard]] std::size_t size() const { return clients_.size(); }

 private:
  using Slot = std::uint32_t;  // a place in slots_

  [[nodiscard]] std::uint32_t hash(std::string_view text) const;
  [[nodiscard]] std::uint32_t hash(net::Ipv4Address address) const;
  [[nodiscard]] std::optional<Slot> slot_of(std::string_view client) const;
  [[nodiscard]] EndQueue& ends_of(LeaseState state) {
    return state == LeaseState::past ? past_ : state == LeaseState::offered ? offers_ : ends_;
  }
  [[nodiscard]] const Lease* first_of(const EndQueue& queue, const Test& wanted) const;
  Slot new_slot();
  void enter(Slot slot);  // into every index but clients_
  void leave(Slot slot);  // out of them

  std::uint64_t salt_;
  std::deque<Lease> slots_;
  std::vector<Slot> free_;  // slots without a lease
  SlotIndex clients_, addresses_;
  SlotIndex numbers_;  // in force or offered
  EndQueue ends_, offers_, past_;
  OccupiedAddresses occupied_;
};

}  // namespace gateway
