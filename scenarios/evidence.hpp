#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "net/journal.hpp"
#include "scenarios/phone_book.hpp"

namespace scenarios {

// The DHCP ACK that a handset was sent, as it crossed the LAN.
struct Ack {
  std::string xid;
  std::string address;
  std::string option66;
  std::string number;  // the digits at the end of option 66; empty when it has none
};

std::string number_of(std::string_view option66);  // "http://host/base/0203" -> "0203", else ""

// What the case's records have shown so far, for those who judge a later record: acknowledged leases, what crossed
// the wire and what the servers answered (to check what handsets say of themselves), and the last things that
// happened.
class Evidence {
 public:
  explicit Evidence(const PhoneBook& book);

  void observe(const net::Record& record, std::optional<std::size_t> phone);

  [[nodiscard]] const PhoneBook& book() const { return book_; }
  [[nodiscard]] const Ack* latest_ack(std::size_t phone) const;  // null before the first
  [[nodiscard]] bool is_fresh(std::size_t phone) const;  // the latest number was in no earlier ACK of another xid

  // Empty when the wire and the servers bear out that this handset asked for `path` and was answered `status`
  // (nullopt: was not answered), else what does not fit.
  [[nodiscard]] std::string contradiction(std::size_t phone, std::string_view path,
                                          std::optional<std::int64_t> status) const;

  // The last things that happened to a handset, or to anyone; oldest first, one line each.
  [[nodiscard]] std::vector<std::string> recent(std::optional<std::size_t> phone) const;
  [[nodiscard]] std::vector<std::string> recent_log() const;  // of the gateway

 private:
  void observe_wire(const net::Record& record, std::optional<std::size_t> phone);

  const PhoneBook& book_;
  std::vector<std::vector<Ack>> acks_;           // by phone
  std::unordered_set<std::size_t> asked_;        // hashes of (MAC, path) seen on the LAN
  std::unordered_set<std::size_t> forwarded_;    // hashes of the paths seen on the WAN
  std::unordered_set<std::size_t> answered_;     // hashes of (path, status) that the servers say they answered
  std::vector<std::deque<net::Record>> recent_;  // by phone, one more for what is about none
  std::deque<net::Record> log_;
};

// One record as a line for people: " 1.204 s  lobby       GET /a.cfg -> 404"; empty for what tells people nothing.
std::string tell(const net::Record& record);

}  // namespace scenarios
