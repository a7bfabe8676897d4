#include "gateway/line_writer.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "net/file_descriptor.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

// A pipe in packet mode (pipe(2)): each read gives what one write wrote.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_DIRECT | O_NONBLOCK), 0);
    near = net::FileDescriptor(ends[0]);
    far = net::FileDescriptor(ends[1]);
  }
  [[nodiscard]] std::string read() const {
    std::array<char, 4096> buffer{};
    const auto size = ::read(near.number(), buffer.data(), buffer.size());
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }
  net::FileDescriptor near, far;
};

void turn(net::VirtualLoop& loop) {
  loop.run_until([] { return false; }, loop.now());
}

TEST(LineWriter, WritesTheLinesOfATurnAtOnceAndInOrder) {
  net::VirtualLoop loop;
  const Pipe pipe;
  LineWriter lines(loop, pipe.far.number());
  lines.write("one");
  lines.write("two");
  EXPECT_EQ(pipe.read(), "");
  turn(loop);
  EXPECT_EQ(pipe.read(), "one\ntwo\n");
  lines.write("three");
  turn(loop);
  EXPECT_EQ(pipe.read(), "three\n");
}

TEST(LineWriter, WritesWhatIsLeftWhenItEnds) {
  net::VirtualLoop loop;
  const Pipe pipe;
  LineWriter(loop, pipe.far.number()).write("last words");
  EXPECT_EQ(pipe.read(), "last words\n");
}

TEST(LineWriter, GoesOnWhenItsReaderHasGone) {
  (void)std::signal(SIGPIPE, SIG_IGN);
  net::VirtualLoop loop;
  Pipe pipe;
  LineWriter lines(loop, pipe.far.number());
  pipe.near = {};
  lines.write("to nobody");
  turn(loop);
}

}  // namespace
}  // namespace gateway
