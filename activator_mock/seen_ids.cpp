#include "activator_mock/seen_ids.hpp"

#include <utility>

namespace activator {

bool SeenIds::contains(std::string_view id) {
  const auto found = index_.find(id);
  if (found == index_.end()) return false;
  order_.splice(order_.begin(), order_, found->second);
  return true;
}

void SeenIds::add(std::string id) {
  if (capacity_ == 0) return;
  if (order_.size() == capacity_) {
    index_.erase(order_.back());
    order_.pop_back();
  }
  order_.push_front(std::move(id));
  index_.emplace(order_.front(), order_.begin());
}

}  // namespace activator
