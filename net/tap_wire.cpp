#include "net/tap_wire.hpp"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "net/readable.hpp"

namespace net {
namespace {

constexpr int frames_in_one_go = 64;  // then others of the loop have their turn
constexpr std::size_t largest_frame = 65536;
constexpr int queue_length = 20'000;  // frames the kernel keeps for us; its own 1,000 are lost in a boot storm

// The result of a system call, or the attempt that failed and why.
int attempt(const std::string& what, int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

ifreq request_for(const std::string& name) {
  if (name.empty() || name.size() >= IFNAMSIZ) {
    throw std::system_error(EINVAL, std::generic_category(), "attach to tap " + name);
  }
  ifreq request{};
  std::copy(name.begin(), name.end(), request.ifr_name);
  return request;
}

}  // namespace

FileDescriptor open_tap(const std::string& name, std::optional<MacAddress> mac) {
  FileDescriptor tap(attempt("open /dev/net/tun", ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)));
  auto request = request_for(name);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  attempt("attach to tap " + name, ::ioctl(tap.number(), TUNSETIFF, &request));

  const FileDescriptor socket(attempt("open a socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
  request = request_for(name);
  request.ifr_qlen = queue_length;
  // Only the machine's root may do this. Who is root of a user namespace does it by rtnetlink (sim/link).
  if (::ioctl(socket.number(), SIOCSIFTXQLEN, &request) < 0 && errno != EPERM) {
    attempt("set the queue length of tap " + name, -1);
  }
  if (mac) {
    request = request_for(name);
    request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
    std::memcpy(request.ifr_hwaddr.sa_data, mac->bytes().data(), mac->bytes().size());
    attempt("set the MAC of tap " + name, ::ioctl(socket.number(), SIOCSIFHWADDR, &request));
  }
  return tap;
}

class TapWire::Machine {
 public:
  Machine(AsioLoop& loop, FileDescriptor tap)
      : tap_(std::move(tap)), buffer_(largest_frame), readable_(loop, tap_.number(), [this] { return drain(); }) {}

  void send(BytesView frame) {
    if (::write(tap_.number(), frame.data(), frame.size()) < 0) ++dropped;
  }

  Receiver receiver;
  std::uint64_t dropped = 0;

 private:
  // False when the interface is gone and there is nothing to wait for.
  bool drain() {
    for (int i = 0; i < frames_in_one_go; ++i) {
      const auto size = ::read(tap_.number(), buffer_.data(), buffer_.size());
      if (size < 0) return errno == EAGAIN || errno == EINTR;
      const auto to = receiver;  // it may be replaced while it runs
      if (to) to(BytesView(buffer_).first(static_cast<std::size_t>(size)));
    }
    return true;
  }

  FileDescriptor tap_;
  Bytes buffer_;
  Readable readable_;
};

TapWire::TapWire(AsioLoop& loop, FileDescriptor tap) : machine_(std::make_unique<Machine>(loop, std::move(tap))) {}
TapWire::~TapWire() = default;

void TapWire::send(BytesView frame) { machine_->send(frame); }
void TapWire::on_frame(Receiver receiver) { machine_->receiver = std::move(receiver); }
std::uint64_t TapWire::dropped() const { return machine_->dropped; }

}  // namespace net
