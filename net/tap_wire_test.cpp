// The wires of the machine, against the Linux kernel, in a network namespace of each test's own. Without
// /dev/net/tun or the right to make a namespace these tests fail: they never skip.
#include "net/tap_wire.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <linux/if.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

#include "net/checksum.hpp"
#include "net/host.hpp"
#include "net/pcap_wire.hpp"
#include "net/readable.hpp"

namespace net {
namespace {

const MacAddress lobby_mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
const Ipv4Address lobby_address(192, 168, 100, 100);
const Ipv4Address kernel_address(192, 168, 100, 1);
const Ipv4Config lobby_config{{lobby_address, 24}, kernel_address};

void check(const char* what, int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in socket_address(Endpoint endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  address.sin_addr.s_addr = htonl(endpoint.address.number());
  return address;
}

// The interface at the kernel's side of a tap.
class KernelInterface {
 public:
  explicit KernelInterface(std::string name)
      : name_(std::move(name)), socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    check("socket", socket_.number());
  }

  void set_address(Ipv4Network network) {
    set("SIOCSIFADDR", SIOCSIFADDR, network.address);
    set("SIOCSIFNETMASK", SIOCSIFNETMASK, network.mask());
  }
  void bring_up() {
    auto request = named();
    check("SIOCGIFFLAGS", ::ioctl(socket_.number(), SIOCGIFFLAGS, &request));
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
    check("SIOCSIFFLAGS", ::ioctl(socket_.number(), SIOCSIFFLAGS, &request));
  }
  [[nodiscard]] MacAddress mac() const {
    auto request = named();
    check("SIOCGIFHWADDR", ::ioctl(socket_.number(), SIOCGIFHWADDR, &request));
    MacAddress::Bytes bytes{};
    std::memcpy(bytes.data(), request.ifr_hwaddr.sa_data, bytes.size());
    return MacAddress(bytes);
  }

 private:
  [[nodiscard]] ifreq named() const {
    ifreq request{};
    name_.copy(request.ifr_name, IFNAMSIZ - 1);
    return request;
  }
  void set(const char* what, unsigned long code, Ipv4Address address) {
    auto request = named();
    const auto value = socket_address({address, 0});
    std::memcpy(&request.ifr_addr, &value, sizeof value);
    check(what, ::ioctl(socket_.number(), code, &request));
  }

  std::string name_;
  FileDescriptor socket_;
};

// A socket of the kernel's own IP, in the loop.
class KernelSocket {
 public:
  KernelSocket(AsioLoop& loop, int type, int protocol)
      : socket_(::socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol)),
        readable_(loop, socket_.number(), [this] { return read(); }) {}

  void bind(Endpoint endpoint) {
    const auto address = socket_address(endpoint);
    check("bind", ::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
  }
  void send(Endpoint to, BytesView bytes) {
    const auto address = socket_address(to);
    check("sendto", static_cast<int>(::sendto(socket_.number(), bytes.data(), bytes.size(), 0,
                                              reinterpret_cast<const sockaddr*>(&address), sizeof address)));
  }

  std::vector<Bytes> received;

 private:
  bool read() {
    Bytes bytes(2048);
    const auto size = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
    if (size < 0) return errno == EAGAIN;
    bytes.resize(static_cast<std::size_t>(size));
    received.push_back(std::move(bytes));
    return true;
  }

  FileDescriptor socket_;
  Readable readable_;
};

class LiveWire : public testing::Test {
 protected:
  LiveWire() {
    if (::unshare(CLONE_NEWNET) != 0)
      check("unshare a user and a network namespace", ::unshare(CLONE_NEWUSER | CLONE_NEWNET));
  }

  FileDescriptor tap_with_address() {
    auto tap = open_tap("lan0");
    KernelInterface kernel("lan0");
    kernel.set_address({kernel_address, 24});
    kernel.bring_up();
    return tap;
  }
  [[nodiscard]] bool becomes(const std::function<bool()>& done) { return loop.run_until(done, loop.now() + 20s); }

  AsioLoop loop;
};

TEST_F(LiveWire, GivesATapItsNameAndMac) {
  const auto tap = open_tap("lan0", lobby_mac);
  EXPECT_EQ(KernelInterface("lan0").mac(), lobby_mac);
}

TEST_F(LiveWire, SaysWhichTapItCouldNotHave) {
  const auto tap = open_tap("lan0");
  try {
    static_cast<void>(open_tap("lan0"));
    FAIL() << "two programs on one tap";
  } catch (const std::system_error& error) {
    EXPECT_STREQ(error.what(), "attach to tap lan0: Device or resource busy");
  }
  EXPECT_THROW(static_cast<void>(open_tap("a_name_longer_than_the_kernel_takes")), std::system_error);
}

TEST_F(LiveWire, CountsFramesThatAnInterfaceWhichIsDownDoesNotTake) {
  TapWire wire(loop, open_tap("lan0"));
  wire.send(Bytes(60));
  EXPECT_EQ(wire.dropped(), 1U);
  KernelInterface("lan0").bring_up();
  wire.send(Bytes(60));
  EXPECT_EQ(wire.dropped(), 1U);
}

TEST_F(LiveWire, LetsAHostAndTheKernelExchangeDatagrams) {
  TapWire wire(loop, tap_with_address());
  Host host(loop, wire, lobby_mac, Chance(1));
  host.configure(lobby_config);
  std::string heard;
  host.bind(7, [&](const Datagram& datagram) {
    heard = as_text(datagram.payload);
    host.send(7, datagram.from, as_bytes("answer"));
  });
  KernelSocket socket(loop, SOCK_DGRAM, 0);
  socket.bind({kernel_address, 5000});
  socket.send({lobby_address, 7}, as_bytes("question"));  // the kernel asks for our MAC, and we for its
  ASSERT_TRUE(becomes([&] { return !socket.received.empty(); }));
  EXPECT_EQ(heard, "question");
  EXPECT_EQ(as_text(socket.received[0]), "answer");
  EXPECT_EQ(wire.dropped(), 0U);
}

TEST_F(LiveWire, LetsAHostAskTheKernelForItsMac) {
  TapWire wire(loop, tap_with_address());
  Host host(loop, wire, lobby_mac, Chance(1));
  host.configure(lobby_config);
  KernelSocket socket(loop, SOCK_DGRAM, 0);
  socket.bind({kernel_address, 5000});
  host.send(7, {kernel_address, 5000}, as_bytes("first"));
  ASSERT_TRUE(becomes([&] { return !socket.received.empty(); }));
  EXPECT_EQ(as_text(socket.received[0]), "first");
}

TEST_F(LiveWire, LetsTheKernelPingAHost) {
  TapWire wire(loop, tap_with_address());
  Host host(loop, wire, lobby_mac, Chance(1));
  host.configure(lobby_config);
  KernelSocket socket(loop, SOCK_RAW, IPPROTO_ICMP);
  Bytes request{ICMP_ECHO, 0, 0, 0, 0x12, 0x34, 0, 1, 'p', 'i', 'n', 'g'};
  const auto checksum = Checksum().add(request).value();
  request[2] = static_cast<std::uint8_t>(checksum >> 8);
  request[3] = static_cast<std::uint8_t>(checksum);
  socket.send({lobby_address, 0}, request);
  ASSERT_TRUE(becomes([&] { return !socket.received.empty(); }));
  const auto reply = BytesView(socket.received[0]).subspan(20);  // after the IPv4 header
  EXPECT_EQ(reply[0], ICMP_ECHOREPLY);
  EXPECT_EQ(hex(reply.subspan(4)), hex(BytesView(request).subspan(4)));
}

TEST_F(LiveWire, LetsAHostAndTheKernelSpeakTcp) {
  TapWire wire(loop, tap_with_address());
  Host host(loop, wire, lobby_mac, Chance(1));
  host.configure(lobby_config);
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = socket_address({kernel_address, 8080});
  check("bind", ::bind(listener.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
  check("listen", ::listen(listener.number(), 1));
  bool opened = false;
  const auto stream =
      host.connect({kernel_address, 8080},
                   {.opened = [&] { opened = true; }, .received = {}, .peer_finished = {}, .closed = {}});
  EXPECT_TRUE(becomes([&] { return opened; }));
}

TEST_F(LiveWire, LosesNothingOfAStormThatFitsTheQueue) {
  TapWire wire(loop, tap_with_address());
  Host host(loop, wire, lobby_mac, Chance(1));
  host.configure(lobby_config);
  int heard = 0;
  host.bind(7, [&](const Datagram&) { ++heard; });
  KernelSocket socket(loop, SOCK_DGRAM, 0);
  socket.send({lobby_address, 7}, as_bytes("so that the kernel knows our MAC"));
  ASSERT_TRUE(becomes([&] { return heard == 1; }));
  constexpr int storm = 150;  // more than the wire takes in one go, less than a socket may have on its way
  for (int i = 0; i < storm; ++i) socket.send({lobby_address, 7}, as_bytes("x"));
  EXPECT_TRUE(becomes([&] { return heard == 1 + storm; })) << heard;
}

TEST_F(LiveWire, MayBeUnpluggedWhileFramesComeIn) {
  auto wire = std::make_unique<TapWire>(loop, tap_with_address());
  bool unplugged = false;
  wire->on_frame([&](BytesView) {
    unplugged = true;
    loop.post([&] { wire.reset(); });
  });
  KernelSocket socket(loop, SOCK_DGRAM, 0);
  socket.send({lobby_address, 7}, as_bytes("x"));
  EXPECT_TRUE(becomes([&] { return unplugged && wire == nullptr; }));
}

// A tap's two sides as two hosts of ours: one at the descriptor, one at the interface through libpcap.
TEST_F(LiveWire, CapturesAndInjectsOnAnInterface) {
  TapWire near(loop, tap_with_address());
  PcapWire far(loop, "lan0", "arp or udp port 7");
  Host lobby(loop, near, lobby_mac, Chance(1));
  lobby.configure(lobby_config);
  Host office(loop, far, MacAddress({0x02, 0, 0, 0, 0, 9}), Chance(2));
  office.configure({{Ipv4Address(192, 168, 100, 9), 24}, std::nullopt});
  std::string heard;
  office.bind(9, [&](const Datagram&) { heard += "filtered away;"; });
  office.bind(7, [&](const Datagram& datagram) { office.send(7, datagram.from, datagram.payload); });
  lobby.bind(5000, [&](const Datagram& datagram) { heard += as_text(datagram.payload); });
  lobby.send(5000, {Ipv4Address(192, 168, 100, 9), 9}, as_bytes("nothing"));
  lobby.send(5000, {Ipv4Address(192, 168, 100, 9), 7}, as_bytes("echo"));
  ASSERT_TRUE(becomes([&] { return !heard.empty(); }));
  EXPECT_EQ(heard, "echo");
  EXPECT_EQ(far.dropped(), 0U);
}

TEST_F(LiveWire, DoesNotHearWhatItSendsItself) {
  TapWire near(loop, tap_with_address());
  PcapWire far(loop, "lan0", "ether proto 0x88b5");
  const MacAddress there({0x02, 0, 0, 0, 0, 9});
  std::string heard;
  far.on_frame(
      [&](BytesView frame) { heard += std::get<Frame>(decode_frame(frame)).source == there ? "own;" : "other;"; });
  near.on_frame([&](BytesView frame) {
    if (peek_ethernet(frame)->ether_type == 0x88b5) {
      near.send(encode(Frame{there, lobby_mac, UnknownEtherType{0x88b5, {}}}));
    }
  });
  far.send(encode(Frame{lobby_mac, there, UnknownEtherType{0x88b5, {}}}));
  ASSERT_TRUE(becomes([&] { return !heard.empty(); }));
  EXPECT_EQ(heard, "other;");
}

TEST_F(LiveWire, SaysWhichInterfaceItCouldNotCapture) {
  try {
    const PcapWire wire(loop, "nowhere0", "");
    FAIL() << "a capture on no interface";
  } catch (const std::system_error& error) {
    EXPECT_EQ(std::string(error.what()).substr(0, 19), "capture on nowhere0");
    EXPECT_EQ(error.code().value(), ENODEV);
  }
  const auto tap = tap_with_address();
  EXPECT_THROW(PcapWire(loop, "lan0", "no such words"), std::invalid_argument);
}

}  // namespace
}  // namespace net
