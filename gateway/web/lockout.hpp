#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>

#include "net/address.hpp"
#include "net/time.hpp"

namespace gateway::web {

// Who may try to log in. An address that fails `tries` times, each within `lock` of the last, waits for `lock`;
// when all addresses together fail `tries_of_all` times so, everybody waits, since whoever guesses may change his
// address.
class Lockout {
 public:
  struct Limits {
    std::size_t tries = 5;
    std::chrono::seconds lock{300};
  };
  static constexpr std::size_t everybody = 4;        // times the tries of one address
  static constexpr std::size_t most_watched = 1024;  // addresses remembered; beyond it the longest silent is not

  // How long this address still has to wait; nothing: it may try. To be asked before a password is looked at.
  [[nodiscard]] std::optional<std::chrono::seconds> wait(net::Ipv4Address who, net::TimePoint now) const;

  // Notes a wrong password. True when it locks somebody out.
  bool failed(net::Ipv4Address who, net::TimePoint now, const Limits& limits);
  void succeeded(net::Ipv4Address who) { watched_.erase(who); }

 private:
  struct Count {
    std::size_t failures = 0;
    net::TimePoint forget_at{};  // when the failures count no more
    std::optional<net::TimePoint> locked_until{};
  };
  static bool add(Count& count, net::TimePoint now, std::size_t tries, net::Duration lock);
  void make_room(net::TimePoint now);

  std::map<net::Ipv4Address, Count> watched_;
  Count all_;
};

}  // namespace gateway::web
