#include "net/arp_cache.hpp"

#include <algorithm>
#include <utility>

namespace net {

std::optional<MacAddress> ArpCache::find(Ipv4Address address, TimePoint now) const {
  const auto entry = known_.find(address);
  if (entry == known_.end() || entry->second.expires <= now) return std::nullopt;
  return entry->second.mac;
}

bool ArpCache::hold(Ipv4Address next_hop, Ipv4Packet packet, TimePoint now) {
  const auto [entry, is_new] = open_.try_emplace(next_hop, Question{1, now + limits_.request_interval, {}});
  auto& packets = entry->second.packets;
  if (packets.size() == limits_.waiting) packets.erase(packets.begin());
  packets.push_back(std::move(packet));
  return is_new;
}

std::vector<Ipv4Packet> ArpCache::learn(const ArpMessage& message, bool for_us, TimePoint now) {
  if (message.sender.is_any() || message.sender_mac.is_multicast()) return {};  // a probe (RFC 5227), or nonsense
  const auto question = open_.find(message.sender);
  if (!for_us && question == open_.end() && !find(message.sender, now)) return {};
  known_.insert_or_assign(message.sender, Entry{message.sender_mac, now + limits_.lifetime});
  if (question == open_.end()) return {};
  auto packets = std::move(question->second.packets);
  open_.erase(question);
  return packets;
}

ArpCache::Due ArpCache::tick(TimePoint now) {
  Due due;
  for (auto at = open_.begin(); at != open_.end();) {
    auto& [address, question] = *at;
    if (question.again_at > now) {
      ++at;
    } else if (question.asked < limits_.tries) {
      ++question.asked;
      question.again_at = now + limits_.request_interval;
      due.ask.push_back(address);
      ++at;
    } else {
      std::move(question.packets.begin(), question.packets.end(), std::back_inserter(due.undeliverable));
      at = open_.erase(at);
    }
  }
  return due;
}

std::optional<TimePoint> ArpCache::wakes_at() const {
  std::optional<TimePoint> earliest;
  for (const auto& [address, question] : open_) {
    if (!earliest || question.again_at < *earliest) earliest = question.again_at;
  }
  return earliest;
}

}  // namespace net
