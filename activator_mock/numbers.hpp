#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "net/address.hpp"
#include "net/time.hpp"

namespace activator {

// Where the random numbers lead. A number is announced by an event, opened when the handset's directory is there,
// and ends with a newer one for the same MAC or after its life. Lookups are by hash; what has ended is forgotten.
class Numbers {
 public:
  enum class Standing { unknown, announced, open };
  using Watcher = std::function<void(const std::string& number)>;

  explicit Numbers(net::Duration life) : life_(life) {}

  // An older number of this MAC ends here. Announced again for the same MAC, an open number stays open and its life
  // begins anew; for another MAC, it ends for the first.
  void announce(const std::string& number, net::MacAddress mac, net::TimePoint now);

  // The directory is there. False, and without effect, when the number is not this MAC's any more.
  bool open(const std::string& number, net::MacAddress mac, net::TimePoint now);

  // There will be no directory: an announced number ends. An open one stays.
  void withdraw(const std::string& number, net::MacAddress mac);

  [[nodiscard]] Standing standing(std::string_view number, net::TimePoint now) const;
  [[nodiscard]] std::optional<net::MacAddress> find(std::string_view number,
                                                    net::TimePoint now) const;  // open ones
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  // Called whenever an announced number opens or ends early.
  void watch(Watcher watcher) { watcher_ = std::move(watcher); }

 private:
  struct Entry {
    net::MacAddress mac;
    net::TimePoint until;
    bool open;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Entries = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;

  [[nodiscard]] const Entry* living(std::string_view number, net::TimePoint now) const;
  void end(const std::string& number);
  void forget_old(net::TimePoint now);

  net::Duration life_;
  Entries entries_;
  std::unordered_map<net::MacAddress, std::string> of_mac_;
  std::deque<std::pair<net::TimePoint, std::string>> ends_;  // in order of time, some of them outdated
  Watcher watcher_;
};

}  // namespace activator
