#include "net/asio_datagrams.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "net/file_descriptor.hpp"
#include "net/readable.hpp"

namespace net {
namespace {

constexpr std::size_t largest_datagram = 1500 - 20 - 8;  // an Ethernet payload without IPv4 and UDP headers
constexpr int datagrams_in_one_go = 32;                  // then others of the loop have their turn

void check(int result, const std::string& attempt) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), attempt);
}

sockaddr_in kernel_address(Endpoint endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  address.sin_addr.s_addr = htonl(endpoint.address.number());
  return address;
}

FileDescriptor bound_socket(const AsioDatagrams::Place& place, std::uint16_t port) {
  auto attempt = "bind UDP port " + std::to_string(port);
  if (!place.address.is_any()) attempt += " of " + to_string(place.address);
  if (!place.interface_name.empty()) attempt += " on " + place.interface_name;
  FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  check(socket.number(), attempt);
  const int on = 1;
  check(::setsockopt(socket.number(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on), attempt);
  if (!place.interface_name.empty()) {
    const auto size = static_cast<socklen_t>(place.interface_name.size());
    check(::setsockopt(socket.number(), SOL_SOCKET, SO_BINDTODEVICE, place.interface_name.c_str(), size), attempt);
  }
  const auto address = kernel_address({place.address, port});
  check(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address), attempt);
  return socket;
}

// The address a datagram was sent to: the socket may be bound to all of them (ip(7), IP_PKTINFO).
Ipv4Address destination_of(msghdr& message) {
  for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != IPPROTO_IP || part->cmsg_type != IP_PKTINFO) continue;
    in_pktinfo info{};
    std::memcpy(&info, CMSG_DATA(part), sizeof info);
    return Ipv4Address(ntohl(info.ipi_addr.s_addr));
  }
  return Ipv4Address::any();
}

// The next datagram that waits, its payload in `room`; nothing when none does.
std::optional<Datagram> receive(int socket, std::uint16_t port, Bytes& room) {
  sockaddr_in from{};
  iovec into{room.data(), room.size()};
  alignas(cmsghdr) std::array<char, 128> control{};
  msghdr message{};
  message.msg_name = &from;
  message.msg_namelen = sizeof from;
  message.msg_iov = &into;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t size = -1;
  do size = ::recvmsg(socket, &message, 0);
  while (size < 0 && errno == EINTR);
  if (size < 0) return std::nullopt;
  return Datagram{{Ipv4Address(ntohl(from.sin_addr.s_addr)), ntohs(from.sin_port)},
                  {destination_of(message), port},
                  BytesView(room).first(static_cast<std::size_t>(size))};
}

}  // namespace

struct AsioDatagrams::Port {
  Port(FileDescriptor bound, Handler hears) : socket(std::move(bound)), handler(std::move(hears)) {}

  FileDescriptor socket;
  Handler handler;
  bool open = true;
  std::optional<Readable> readable;
};

AsioDatagrams::AsioDatagrams(AsioLoop& loop, Place place) : loop_(loop), place_(std::move(place)) {}

AsioDatagrams::~AsioDatagrams() {
  for (const auto& [number, port] : ports_) port->open = false;
}

void AsioDatagrams::bind(std::uint16_t port, Handler handler) {
  if (const auto bound = ports_.find(port); bound != ports_.end()) {
    bound->second->handler = std::move(handler);
    return;
  }
  const auto made = std::make_shared<Port>(bound_socket(place_, port), std::move(handler));
  made->readable.emplace(loop_, made->socket.number(), [weak = std::weak_ptr(made), port] {
    const auto self = weak.lock();
    Bytes room(largest_datagram + 1);  // one that does not fit is cut there
    for (int i = 0; i < datagrams_in_one_go && self && self->open; ++i) {
      const auto datagram = receive(self->socket.number(), port, room);
      if (!datagram) break;
      if (datagram->payload.size() > largest_datagram) continue;
      const auto hear = self->handler;  // it may set another
      hear(*datagram);
    }
    return self && self->open;
  });
  ports_.emplace(port, made);
}

void AsioDatagrams::unbind(std::uint16_t port) {
  const auto bound = ports_.find(port);
  if (bound == ports_.end()) return;
  bound->second->open = false;
  ports_.erase(bound);
}

void AsioDatagrams::send(std::uint16_t source_port, Endpoint to, BytesView payload) {
  const auto bound = ports_.find(source_port);
  if (bound == ports_.end() || payload.size() > largest_datagram) return;
  const auto address = kernel_address(to);
  static_cast<void>(::sendto(bound->second->socket.number(), payload.data(), payload.size(), MSG_DONTWAIT,
                             reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

}  // namespace net
