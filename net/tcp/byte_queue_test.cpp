#include "net/tcp/byte_queue.hpp"

#include <gtest/gtest.h>

#include <string>

namespace net {
namespace {

std::string all(const ByteQueue& queue) { return std::string(as_text(queue.view(0, queue.size()))); }

TEST(ByteQueue, KeepsOrderWhileItIsDroppedFromAndAppendedTo) {
  ByteQueue queue;
  std::string model;
  for (int i = 0; i < 1000; ++i) {
    const auto piece = std::to_string(i) + " ";
    queue.append(as_bytes(piece));
    model += piece;
    const auto drop = static_cast<std::size_t>(i * 7 % 11);
    if (drop > model.size()) continue;
    queue.drop(drop);
    model.erase(0, drop);
    ASSERT_EQ(all(queue), model);
  }
}

TEST(ByteQueue, ShowsAnyPartOfItself) {
  ByteQueue queue;
  queue.append(as_bytes("dialtone"));
  queue.drop(1);
  EXPECT_EQ(as_text(queue.view(2, 4)), "lton");
  queue.drop(7);
  EXPECT_EQ(queue.size(), 0U);
}

}  // namespace
}  // namespace net
