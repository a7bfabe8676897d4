#include "activator_mock/numbers.hpp"

namespace activator {

void Numbers::announce(const std::string& number, net::MacAddress mac, net::TimePoint now) {
  forget_old(now);
  const auto found = entries_.find(number);
  const bool again = found != entries_.end() && found->second.mac == mac;
  if (!again) {
    end(number);
    if (const auto older = of_mac_.find(mac); older != of_mac_.end()) end(std::string(older->second));
  }
  const bool open = again && found->second.open;
  entries_.insert_or_assign(number, Entry{mac, now + life_, open});
  of_mac_.insert_or_assign(mac, number);
  ends_.emplace_back(now + life_, number);
}

bool Numbers::open(const std::string& number, net::MacAddress mac, net::TimePoint now) {
  const auto found = entries_.find(number);
  if (found == entries_.end() || found->second.mac != mac || found->second.until <= now) return false;
  found->second.open = true;
  if (watcher_) watcher_(number);
  return true;
}

void Numbers::withdraw(const std::string& number, net::MacAddress mac) {
  const auto found = entries_.find(number);
  if (found != entries_.end() && found->second.mac == mac && !found->second.open) end(number);
}

Numbers::Standing Numbers::standing(std::string_view number, net::TimePoint now) const {
  const auto* entry = living(number, now);
  if (entry == nullptr) return Standing::unknown;
  return entry->open ? Standing::open : Standing::announced;
}

std::optional<net::MacAddress> Numbers::find(std::string_view number, net::TimePoint now) const {
  const auto* entry = living(number, now);
  if (entry == nullptr || !entry->open) return std::nullopt;
  return entry->mac;
}

const Numbers::Entry* Numbers::living(std::string_view number, net::TimePoint now) const {
  const auto found = entries_.find(number);
  return found != entries_.end() && now < found->second.until ? &found->second : nullptr;
}

void Numbers::end(const std::string& number) {
  const auto found = entries_.find(number);
  if (found == entries_.end()) return;
  of_mac_.erase(found->second.mac);
  entries_.erase(found);
  if (watcher_) watcher_(number);
}

void Numbers::forget_old(net::TimePoint now) {
  for (; !ends_.empty() && ends_.front().first <= now; ends_.pop_front()) {
    const auto found = entries_.find(ends_.front().second);
    if (found != entries_.end() && found->second.until <= now) end(ends_.front().second);
  }
}

}  // namespace activator
