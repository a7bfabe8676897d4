#include "gateway/web/lockout.hpp"

#include <algorithm>

namespace gateway::web {

std::optional<std::chrono::seconds> Lockout::wait(net::Ipv4Address who, net::TimePoint now) const {
  const auto found = watched_.find(who);
  auto until = all_.locked_until.value_or(now);
  if (found != watched_.end()) until = std::max(until, found->second.locked_until.value_or(now));
  if (until <= now) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(until - now);
}

bool Lockout::failed(net::Ipv4Address who, net::TimePoint now, const Limits& limits) {
  make_room(now);
  const bool his = add(watched_[who], now, limits.tries, limits.lock);
  const bool all = add(all_, now, limits.tries * everybody, limits.lock);
  return his || all;
}

bool Lockout::add(Count& count, net::TimePoint now, std::size_t tries, net::Duration lock) {
  if (count.forget_at <= now) count = {};
  ++count.failures;
  count.forget_at = now + lock;
  if (count.failures < tries) return false;
  count = {.failures = 0, .forget_at = now + lock, .locked_until = now + lock};
  return true;
}

void Lockout::make_room(net::TimePoint now) {
  if (watched_.size() < most_watched) return;
  std::erase_if(watched_, [&](const auto& entry) { return entry.second.forget_at <= now; });
  if (watched_.size() < most_watched) return;
  watched_.erase(std::ranges::min_element(watched_, {}, [](const auto& entry) { return entry.second.forget_at; }));
}

}  // namespace gateway::web
