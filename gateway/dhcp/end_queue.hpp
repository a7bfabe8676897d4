#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "net/address.hpp"
#include "net/time.hpp"

namespace gateway {

// Slots in the order in which something of them ends, at equal times in that of their addresses: a binary heap in
// which each slot knows its place. Insertion and removal cost O(log n).
class EndQueue {
 public:
  struct End {
    net::TimePoint when;
    net::Ipv4Address address;
    std::uint32_t slot;
    friend auto operator<=>(const End&, const End&) = default;
  };

  void insert(const End& end);     // its slot must not be in it
  void erase(std::uint32_t slot);  // must be in it
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] const End* first() const { return heap_.empty() ? nullptr : heap_.data(); }  // null: it is empty
  [[nodiscard]] std::vector<End> until(net::TimePoint now) const;                            // in order

  // The first in order of which `wanted(end)` holds: O(k log k) when k are looked at.
  template <typename Test>
  [[nodiscard]] std::optional<End> first_of(Test wanted) const {
    std::vector<std::uint32_t> edge;  // whoever could be next, as a heap: their parents were not wanted
    const auto later = [this](auto a, auto b) { return heap_[b] < heap_[a]; };
    const auto look_at = [&](std::uint32_t place) {
      if (place >= heap_.size()) return;
      edge.push_back(place);
      std::push_heap(edge.begin(), edge.end(), later);
    };
    look_at(0);
    while (!edge.empty()) {
      std::pop_heap(edge.begin(), edge.end(), later);
      const auto place = edge.back();
      edge.pop_back();
      if (wanted(heap_[place])) return heap_[place];
      look_at(2 * place + 1);
      look_at(2 * place + 2);
    }
    return std::nullopt;
  }

 private:
  void settle(std::uint32_t place, const End& end);  // puts it there, or where the order wants it instead

  std::vector<End> heap_;
  std::vector<std::uint32_t> places_;  // by slot
};

}  // namespace gateway
