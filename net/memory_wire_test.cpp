#include "net/memory_wire.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "net/virtual_loop.hpp"

namespace net {
namespace {

const auto never = [] { return false; };

TEST(MemoryCable, CarriesFramesToTheOtherEndInOrder) {
  VirtualLoop loop;
  MemoryCable cable(loop);
  std::string left, right;
  cable.left().on_frame([&](BytesView frame) { left += as_text(frame); });
  cable.right().on_frame([&](BytesView frame) { right += as_text(frame); });
  for (const char* text : {"a", "b", "c"}) cable.left().send(as_bytes(text));
  cable.right().send(as_bytes("z"));
  EXPECT_EQ(left + right, "");  // never from inside send
  loop.run_until(never, TimePoint::max());
  EXPECT_EQ(right, "abc");
  EXPECT_EQ(left, "z");
}

TEST(MemoryCable, LetsAReceiverAnswer) {
  VirtualLoop loop;
  MemoryCable cable(loop);
  int turns = 0;
  cable.left().on_frame([&](BytesView frame) {
    if (++turns < 3) cable.left().send(frame);
  });
  cable.right().on_frame([&](BytesView frame) { cable.right().send(frame); });
  cable.left().send(as_bytes("ball"));
  loop.run_until(never, TimePoint::max());
  EXPECT_EQ(turns, 3);
}

TEST(MemoryCable, ForgetsWhatIsOnItsWayWhenItGoes) {
  VirtualLoop loop;
  bool arrived = false;
  auto cable = std::make_unique<MemoryCable>(loop);
  cable->right().on_frame([&](BytesView) { arrived = true; });
  cable->left().send(as_bytes("lost"));
  cable.reset();
  loop.run_until(never, TimePoint::max());
  EXPECT_FALSE(arrived);
}

}  // namespace
}  // namespace net
