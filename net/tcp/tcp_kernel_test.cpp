// The referee: our TCP against the Linux kernel's through a tap, in a network namespace of each test's own, without
// and with loss. Without /dev/net/tun or the right to make a namespace these tests fail: they never skip.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <linux/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>
#include <tuple>

#include "net/host.hpp"
#include "net/tap_wire.hpp"

namespace net {
namespace {

const Endpoint ours{Ipv4Address(192, 168, 100, 100), 80};
const Endpoint kernels{Ipv4Address(192, 168, 100, 1), 8080};
constexpr auto patience = 60s;

int check(const char* what, int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

sockaddr_in socket_address(Endpoint endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  address.sin_addr.s_addr = htonl(endpoint.address.number());
  return address;
}

void bring_up(const char* name, Ipv4Network network) {
  const FileDescriptor socket(check("socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
  ifreq request{};
  std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  for (const auto& [code, value] :
       {std::pair{static_cast<unsigned long>(SIOCSIFADDR), network.address}, {SIOCSIFNETMASK, network.mask()}}) {
    const auto address = socket_address({value, 0});
    std::memcpy(&request.ifr_addr, &address, sizeof address);
    check("set an address", ::ioctl(socket.number(), code, &request));
  }
  check("SIOCGIFFLAGS", ::ioctl(socket.number(), SIOCGIFFLAGS, &request));
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  check("SIOCSIFFLAGS", ::ioctl(socket.number(), SIOCSIFFLAGS, &request));
}

// Loses IPv4 frames in both directions; ARP, which asks again but once a second, passes.
class LossyWire : public Wire {
 public:
  LossyWire(Wire& wire, double loss, Chance chance) : wire_(wire), loss_(loss), chance_(chance) {}
  void send(BytesView frame) override {
    const auto decoded = decode_frame(frame);
    const auto* packet = std::get_if<Ipv4Packet>(&std::get<Frame>(decoded).payload);
    const auto* segment = packet != nullptr ? std::get_if<TcpSegment>(&packet->payload) : nullptr;
    if (segment != nullptr && segment->payload.size() == 1) ++single_octets;
    if (segment != nullptr && segment->rst) ++resets;
    if (!lost(frame)) wire_.send(frame);
  }
  void on_frame(Receiver receiver) override {
    wire_.on_frame([this, receiver = std::move(receiver)](BytesView frame) {
      if (receiver && !lost(frame)) receiver(frame);
    });
  }

  int single_octets = 0;  // sent by us
  int resets = 0;

 private:
  bool lost(BytesView frame) {
    const auto header = peek_ethernet(frame);
    return header && header->ether_type == 0x0800 && chance_.happens(loss_);
  }
  Wire& wire_;
  double loss_;
  Chance chance_;
};

// A field of the kernel's TCP statistics in this thread's namespace.
long kernel_count(const std::string& name) {
  std::ifstream file("/proc/thread-self/net/snmp");
  std::string names;
  std::string values;
  while (std::getline(file, names) && std::getline(file, values)) {
    if (!names.starts_with("Tcp:")) continue;
    std::istringstream n(names);
    std::istringstream v(values);
    for (std::string a, b; n >> a && v >> b;) {
      if (a == name) return std::stol(b);
    }
  }
  throw std::runtime_error("no count " + name);
}

std::string numbers(std::size_t size, int first) {
  std::string text;
  for (int i = first; text.size() < size; ++i) text += std::to_string(i) + " ";
  text.resize(size);
  return text;
}

// The kernel's side, on a thread of its own with blocking sockets: sends one text, receives another, closes.
class KernelPeer {
 public:
  explicit KernelPeer(AsioLoop& loop) : loop_(loop), listener_(check("socket", ::socket(AF_INET, SOCK_STREAM, 0))) {
    const auto address = socket_address(kernels);
    check("bind", ::bind(listener_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
    check("listen", ::listen(listener_.number(), 4));
  }
  ~KernelPeer() {
    if (thread_.joinable()) thread_.join();
  }
  KernelPeer(const KernelPeer&) = delete;
  KernelPeer& operator=(const KernelPeer&) = delete;

  void set_receive_buffer(int octets) {
    check("SO_RCVBUF", ::setsockopt(listener_.number(), SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets));
  }
  void start(bool connects, bool closes_first, std::string text) {
    thread_ = std::thread([this, connects, closes_first, text = std::move(text)] {
      try {
        const FileDescriptor socket = connects ? connect() : accept();
        may_read.wait(false);
        exchange(socket.number(), text, closes_first);
      } catch (const std::exception& error) {
        failure = error.what();
      }
      done = true;
      loop_.post([] {});
    });
  }

  std::string received;
  std::string failure;
  std::atomic<bool> done = false;
  std::atomic<bool> may_read = true;

 private:
  FileDescriptor accept() {
    return FileDescriptor(check("accept", ::accept(listener_.number(), nullptr, nullptr)));
  }
  static FileDescriptor connect() {
    FileDescriptor socket(check("socket", ::socket(AF_INET, SOCK_STREAM, 0)));
    const auto address = socket_address(ours);
    check("connect", ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
    return socket;
  }
  void exchange(int socket, const std::string& text, bool closes_first) {
    std::size_t sent = 0;
    bool heard_all = false;
    bool said_all = false;
    while (!heard_all || !said_all) {
      if (sent == text.size() && !said_all && (closes_first || heard_all)) {
        check("shutdown", ::shutdown(socket, SHUT_WR));
        said_all = true;
        continue;
      }
      pollfd wanted{socket, static_cast<short>((heard_all ? 0 : POLLIN) | (sent < text.size() ? POLLOUT : 0)), 0};
      if (check("poll", ::poll(&wanted, 1, 30000)) == 0) throw std::runtime_error("the kernel waited 30 s for us");
      if ((wanted.revents & POLLOUT) != 0) {
        sent += static_cast<std::size_t>(check(
            "send",
            static_cast<int>(::send(socket, text.data() + sent, text.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL))));
      }
      if ((wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !heard_all) {
        std::array<char, 65536> octets;
        const auto size = check("recv", static_cast<int>(::recv(socket, octets.data(), octets.size(), 0)));
        received.append(octets.data(), static_cast<std::size_t>(size));
        heard_all = size == 0;
      }
    }
  }

  AsioLoop& loop_;
  FileDescriptor listener_;
  std::thread thread_;
};

class Referee {
 public:
  explicit Referee(double loss)
      : tap_(loop, tap()), wire(tap_, loss, Chance(5)), host(loop, wire, mac_, Chance(7)) {
    host.configure({{ours.address, 24}, std::nullopt});
  }
  [[nodiscard]] bool becomes(const std::function<bool()>& done) {
    return loop.run_until(done, loop.now() + patience);
  }

  AsioLoop loop;

 private:
  static FileDescriptor tap() {
    if (::unshare(CLONE_NEWNET) != 0) check("unshare", ::unshare(CLONE_NEWUSER | CLONE_NEWNET));
    auto tap = open_tap("lan0");
    bring_up("lan0", {kernels.address, 24});
    return tap;
  }
  const MacAddress mac_{{0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57}};
  TapWire tap_;

 public:
  LossyWire wire;
  Host host;
};

class TcpKernel : public testing::TestWithParam<std::tuple<double, bool, bool>> {};

TEST_P(TcpKernel, AndOurTcpExchangeAMegabyteEachWayAndPart) {
  const auto [loss, we_open, we_close] = GetParam();
  Referee referee(loss);
  KernelPeer kernel(referee.loop);
  const auto our_text = numbers(1U << 20, 0);
  const auto kernel_text = numbers(1U << 20, 1000000);
  std::string received;
  std::optional<StreamEnd> end;
  std::unique_ptr<Stream> stream;
  const auto say = [&, first = we_close] {
    stream->write(as_bytes(our_text));
    if (first) stream->finish();
  };
  const Stream::Handlers handlers{.opened = say,
                                  .received = [&](BytesView bytes) { received += as_text(bytes); },
                                  .peer_finished = [&] { stream->finish(); },
                                  .closed = [&](StreamEnd how) { end = how; }};
  referee.host.listen(ours.port, [&](std::unique_ptr<Stream> accepted) {
    stream = std::move(accepted);
    stream->set_handlers(handlers);
    say();
  });
  kernel.start(!we_open, !we_close, kernel_text);
  if (we_open) stream = referee.host.connect(kernels, handlers);

  EXPECT_TRUE(referee.becomes([&] { return end && kernel.done; })) << received.size() << " octets came";
  EXPECT_EQ(kernel.failure, "");
  EXPECT_TRUE(kernel.received == our_text);
  EXPECT_TRUE(received == kernel_text);
  EXPECT_EQ(end, StreamEnd::finished);
  EXPECT_EQ(kernel_count("InErrs"), 0) << "a segment the kernel found wrong";
  // With loss a FIN may be sent twice, and the second acknowledgment of it find nobody any more.
  if (loss == 0) {
    EXPECT_EQ(kernel_count("OutRsts"), 0);
    EXPECT_EQ(referee.wire.resets, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Loss, TcpKernel,
                         testing::Combine(testing::Values(0.0, 0.05), testing::Bool(), testing::Bool()),
                         [](const auto& given) {
                           return std::string(std::get<0>(given.param) > 0 ? "FivePercent" : "None") +
                                  (std::get<1>(given.param) ? "WeOpen" : "KernelOpens") +
                                  (std::get<2>(given.param) ? "WeClose" : "KernelCloses");
                         });

TEST(TcpReferee, RefusesUsWhereNobodyListens) {
  Referee referee(0);
  std::optional<StreamEnd> end;
  const auto stream = referee.host.connect(
      kernels, {.opened = {}, .received = {}, .peer_finished = {}, .closed = [&](StreamEnd how) { end = how; }});
  ASSERT_TRUE(referee.becomes([&] { return end.has_value(); }));
  EXPECT_EQ(end, StreamEnd::refused);
}

TEST(TcpReferee, IsRefusedWhereNobodyListens) {
  Referee referee(0);
  KernelPeer kernel(referee.loop);
  kernel.start(true, true, "");
  ASSERT_TRUE(referee.becomes([&] { return kernel.done.load(); }));
  EXPECT_EQ(kernel.failure, "connect: Connection refused");
}

TEST(TcpReferee, TakesOurResetForOne) {
  Referee referee(0);
  KernelPeer kernel(referee.loop);
  std::unique_ptr<Stream> stream;
  referee.host.listen(ours.port, [&](std::unique_ptr<Stream> accepted) {
    stream = std::move(accepted);
    stream->set_handlers(
        {.opened = {}, .received = [&](BytesView) { stream.reset(); }, .peer_finished = {}, .closed = {}});
  });
  kernel.start(true, false, "hello");
  ASSERT_TRUE(referee.becomes([&] { return kernel.done.load(); }));
  EXPECT_EQ(kernel.failure, "recv: Connection reset by peer");
}

TEST(TcpReferee, AnswersOurProbesOfItsClosedWindow) {
  Referee referee(0);
  KernelPeer kernel(referee.loop);
  kernel.set_receive_buffer(4096);
  kernel.may_read = false;
  const auto text = numbers(100000, 0);
  std::optional<StreamEnd> end;
  std::unique_ptr<Stream> stream;
  stream = referee.host.connect(
      kernels, {.opened = {}, .received = {}, .peer_finished = {}, .closed = [&](StreamEnd how) { end = how; }});
  stream->write(as_bytes(text));
  stream->finish();
  kernel.start(false, false, "");
  EXPECT_TRUE(referee.becomes([&] { return referee.wire.single_octets >= 2; }));
  kernel.may_read = true;
  kernel.may_read.notify_all();
  EXPECT_TRUE(referee.becomes([&] { return end && kernel.done; }));
  EXPECT_TRUE(kernel.received == text);
  EXPECT_EQ(end, StreamEnd::finished);
}

}  // namespace
}  // namespace net
