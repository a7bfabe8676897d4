#pragma once

#include "net/bytes.hpp"

namespace net {

// Octets in, octets out, in order. Holds no memory while empty; appending and dropping cost O(1) an octet.
class ByteQueue {
 public:
  void append(BytesView octets);
  void drop(std::size_t octets);  // from the front; at most size()
  [[nodiscard]] std::size_t size() const { return bytes_.size() - head_; }
  [[nodiscard]] BytesView view(std::size_t offset, std::size_t octets) const;  // valid until the next change
  void clear();

 private:
  Bytes bytes_;
  std::size_t head_ = 0;  // what lies before it has been dropped
};

}  // namespace net
