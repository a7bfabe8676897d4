#include "gateway/dhcp/slot_index.hpp"

#include <cassert>
#include <utility>

namespace gateway {

void SlotIndex::put(Place place) {
  auto at = home(place.hash);
  while (places_[at].slot != nobody) at = after(at);
  places_[at] = place;
}

void SlotIndex::insert(std::uint32_t hash, std::uint32_t slot) {
  constexpr std::size_t least = 16;
  if ((size_ + 1) * 4 > places_.size() * 3) {
    const auto old = std::exchange(places_, std::vector<Place>(places_.empty() ? least : places_.size() * 2));
    for (const auto& place : old)
      if (place.slot != nobody) put(place);
  }
  put({hash, slot});
  ++size_;
}

// Those behind the gap move up, so that no search ends at it too early (Knuth, volume 3, algorithm 6.4 R).
void SlotIndex::erase(std::uint32_t hash, std::uint32_t slot) {
  auto gap = home(hash);
  while (places_[gap].slot != slot) {
    assert(places_[gap].slot != nobody);
    gap = after(gap);
  }
  for (auto at = after(gap); places_[at].slot != nobody; at = after(at)) {
    const auto way = (at - home(places_[at].hash)) & (places_.size() - 1);  // how far it stands from its home
    if (way >= ((at - gap) & (places_.size() - 1))) places_[std::exchange(gap, at)] = places_[at];
  }
  places_[gap] = {};
  --size_;
}

}  // namespace gateway
