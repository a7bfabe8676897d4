#include "gateway/web/sessions.hpp"

#include <algorithm>

namespace gateway::web {

std::string Sessions::begin(net::TimePoint now) {
  if (sessions_.size() >= most)
    sessions_.erase(
        std::ranges::min_element(sessions_, {}, [](const auto& entry) { return entry.second.last_seen; }));
  auto token = random_();
  sessions_[token] = {.csrf = random_(), .notice = {}, .last_seen = now};
  return token;
}

Session* Sessions::find(std::string_view token, net::TimePoint now, std::chrono::seconds patience) {
  const auto found = sessions_.find(token);
  if (found == sessions_.end()) return nullptr;
  if (now - found->second.last_seen >= patience) {
    sessions_.erase(found);
    return nullptr;
  }
  found->second.last_seen = now;
  return &found->second;
}

void Sessions::end(std::string_view token) {
  const auto found = sessions_.find(token);
  if (found != sessions_.end()) sessions_.erase(found);
}

bool same_secret(std::string_view one, std::string_view other) {
  if (one.empty() || one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
  return difference == 0;
}

}  // namespace gateway::web
