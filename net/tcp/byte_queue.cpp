#include "net/tcp/byte_queue.hpp"

#include <cassert>

namespace net {

void ByteQueue::append(BytesView octets) { bytes_.insert(bytes_.end(), octets.begin(), octets.end()); }

void ByteQueue::drop(std::size_t octets) {
  assert(octets <= size());
  head_ += octets;
  if (head_ == bytes_.size()) {
    clear();
  } else if (head_ > bytes_.size() / 2) {  // moving no more than was dropped since the last time
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

BytesView ByteQueue::view(std::size_t offset, std::size_t octets) const {
  assert(offset + octets <= size());
  return BytesView(bytes_).subspan(head_ + offset, octets);
}

void ByteQueue::clear() {
  Bytes().swap(bytes_);
  head_ = 0;
}

}  // namespace net
