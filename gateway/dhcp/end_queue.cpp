#include "gateway/dhcp/end_queue.hpp"

#include <cassert>

namespace gateway {

void EndQueue::settle(std::uint32_t place, const End& end) {
  const auto put = [this](std::uint32_t at, const End& what) {
    heap_[at] = what;
    places_[what.slot] = at;
  };
  for (; place > 0 && end < heap_[(place - 1) / 2]; place = (place - 1) / 2) put(place, heap_[(place - 1) / 2]);
  for (;;) {
    auto child = 2 * place + 1;
    if (child + 1 < heap_.size() && heap_[child + 1] < heap_[child]) ++child;
    if (child >= heap_.size() || end < heap_[child]) break;
    put(std::exchange(place, child), heap_[child]);
  }
  put(place, end);
}

void EndQueue::insert(const End& end) {
  if (end.slot >= places_.size()) places_.resize(end.slot + std::size_t{1});
  heap_.push_back(end);
  settle(static_cast<std::uint32_t>(heap_.size() - 1), end);
}

void EndQueue::erase(std::uint32_t slot) {
  const auto place = places_[slot];
  assert(heap_[place].slot == slot);
  const auto last = heap_.back();
  heap_.pop_back();
  if (place < heap_.size()) settle(place, last);
}

std::vector<EndQueue::End> EndQueue::until(net::TimePoint now) const {
  std::vector<End> ended;
  std::vector<std::size_t> open{0};
  while (!open.empty()) {
    const auto place = open.back();
    open.pop_back();
    if (place >= heap_.size() || heap_[place].when > now) continue;
    ended.push_back(heap_[place]);
    open.push_back(2 * place + 1);
    open.push_back(2 * place + 2);
  }
  std::sort(ended.begin(), ended.end());
  return ended;
}

}  // namespace gateway
