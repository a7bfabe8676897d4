#include "net/memory_wire.hpp"

#include <utility>

namespace net {

void MemoryCable::End::take(BytesView frame) {
  arriving_.emplace_back(frame.begin(), frame.end());
  if (arriving_.size() == 1) next_ = loop_.at(loop_.now(), [this] { deliver(); });
}

void MemoryCable::End::deliver() {
  const auto frame = std::move(arriving_.front());
  arriving_.pop_front();
  if (!arriving_.empty()) next_ = loop_.at(loop_.now(), [this] { deliver(); });
  const auto receiver = receiver_;  // it may be replaced while it runs
  if (receiver) receiver(frame);
}

}  // namespace net
