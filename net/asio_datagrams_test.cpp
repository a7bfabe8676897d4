// UDP through the Linux kernel, in a network namespace of each test's own.
#include "net/asio_datagrams.hpp"

#include <gtest/gtest.h>
#include <linux/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "net/file_descriptor.hpp"

namespace net {
namespace {

const Ipv4Address here(127, 0, 0, 1);

void check(const char* what, int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

class KernelDatagrams : public testing::Test {
 protected:
  KernelDatagrams() {
    if (::unshare(CLONE_NEWNET) != 0)
      check("unshare a user and a network namespace", ::unshare(CLONE_NEWUSER | CLONE_NEWNET));
    const FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::string("lo").copy(request.ifr_name, IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP;
    check("bring lo up", ::ioctl(socket.number(), SIOCSIFFLAGS, &request));
  }

  // Notes what it hears at `port`, as "from>to text".
  void hear(Datagrams& at, std::uint16_t port) {
    at.bind(port, [this](const Datagram& datagram) {
      heard.push_back(to_string(datagram.from) + ">" + to_string(datagram.to) + " " +
                      std::string(as_text(datagram.payload)));
    });
  }
  [[nodiscard]] bool becomes(const std::function<bool()>& done) { return loop.run_until(done, loop.now() + 20s); }

  AsioLoop loop;
  std::vector<std::string> heard;
};

TEST_F(KernelDatagrams, TellWhoSentWhatToWhichAddress) {
  AsioDatagrams asker(loop, {.address = Ipv4Address(127, 0, 0, 2)});
  AsioDatagrams answerer(loop);
  hear(asker, 5000);
  answerer.bind(53, [&](const Datagram& datagram) {
    EXPECT_EQ(to_string(datagram.from), "127.0.0.2:5000");
    EXPECT_EQ(to_string(datagram.to), "127.0.0.1:53") << "although it is bound to every address";
    answerer.send(53, datagram.from, datagram.payload);
  });
  asker.send(5000, {here, 53}, as_bytes("question"));
  ASSERT_TRUE(becomes([&] { return !heard.empty(); }));
  EXPECT_EQ(heard, std::vector<std::string>{"127.0.0.1:53>127.0.0.2:5000 question"});
}

TEST_F(KernelDatagrams, StayOnTheirInterface) {
  AsioDatagrams on_loopback(loop, {.address = here, .interface_name = "lo"});
  hear(on_loopback, 53);
  on_loopback.send(53, {here, 53}, as_bytes("x"));
  ASSERT_TRUE(becomes([&] { return !heard.empty(); }));
  try {
    AsioDatagrams(loop, {.address = Ipv4Address::any(), .interface_name = "nowhere0"}).bind(53, {});
    FAIL() << "bound to no interface";
  } catch (const std::system_error& error) {
    EXPECT_STREQ(error.what(), "bind UDP port 53 on nowhere0: No such device");
  }
}

TEST_F(KernelDatagrams, SayWhichPortTheyCouldNotHave) {
  AsioDatagrams first(loop, {.address = here}), second(loop, {.address = here});
  hear(first, 53);
  try {
    hear(second, 53);
    FAIL() << "two on one port";
  } catch (const std::system_error& error) {
    EXPECT_STREQ(error.what(), "bind UDP port 53 of 127.0.0.1: Address already in use");
  }
  first.unbind(53);
  hear(second, 53);
  second.send(53, {here, 53}, as_bytes("mine now"));
  EXPECT_TRUE(becomes([&] { return !heard.empty(); }));
}

TEST_F(KernelDatagrams, SendFromBoundPortsOnlyAndNothingTooLarge) {
  AsioDatagrams datagrams(loop, {.address = here});
  hear(datagrams, 53);
  datagrams.send(54, {here, 53}, as_bytes("from nowhere"));
  datagrams.send(53, {here, 53}, Bytes(1473, 'x'));
  datagrams.send(53, {here, 53}, as_bytes("last"));
  ASSERT_TRUE(becomes([&] { return !heard.empty(); }));
  EXPECT_EQ(heard, std::vector<std::string>{"127.0.0.1:53>127.0.0.1:53 last"});
}

TEST_F(KernelDatagrams, LoseNothingOfACrowd) {
  AsioDatagrams datagrams(loop, {.address = here});
  hear(datagrams, 53);
  for (int i = 0; i < 100; ++i) datagrams.send(53, {here, 53}, as_bytes("x"));  // more than is read in one go
  EXPECT_TRUE(becomes([&] { return heard.size() == 100; })) << heard.size();
}

TEST_F(KernelDatagrams, MayEndInsideTheirHandler) {
  auto datagrams = std::make_unique<AsioDatagrams>(loop, AsioDatagrams::Place{.address = here});
  int unbound = 0;
  datagrams->bind(53, [&](const Datagram&) {
    ++unbound;
    datagrams->unbind(53);
  });
  datagrams->bind(54, [&](const Datagram&) { datagrams.reset(); });
  datagrams->send(54, {here, 53}, as_bytes("x"));
  datagrams->send(54, {here, 53}, as_bytes("heard by nobody"));
  datagrams->send(53, {here, 54}, as_bytes("x"));
  datagrams->send(53, {here, 54}, as_bytes("heard by nobody"));
  EXPECT_TRUE(becomes([&] { return !datagrams; }));
  EXPECT_LE(unbound, 1);
}

}  // namespace
}  // namespace net
