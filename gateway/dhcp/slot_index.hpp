#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gateway {

// Finds slots by a hash of what stands in them: open addressing, eight octets a place, at least a quarter of them
// free. Several slots may have one hash. Its order cannot be seen from outside.
class SlotIndex {
 public:
  // The slot with this hash of which `is_it(slot)` holds.
  template <typename Test>
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, Test is_it) const {
    if (size_ == 0) return std::nullopt;
    for (auto at = home(hash); places_[at].slot != nobody; at = after(at))
      if (places_[at].hash == hash && is_it(places_[at].slot)) return places_[at].slot;
    return std::nullopt;
  }

  void insert(std::uint32_t hash, std::uint32_t slot);
  void erase(std::uint32_t hash, std::uint32_t slot);  // must be in it
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t nobody = 0xffffffff;
  struct Place {
    std::uint32_t hash = 0;
    std::uint32_t slot = nobody;
  };
  [[nodiscard]] std::size_t home(std::uint32_t hash) const { return hash & (places_.size() - 1); }
  [[nodiscard]] std::size_t after(std::size_t at) const { return (at + 1) & (places_.size() - 1); }
  void put(Place place);

  std::vector<Place> places_;  // a power of two of them, or none
  std::size_t size_ = 0;
};

}  // namespace gateway
