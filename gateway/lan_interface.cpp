#include "gateway/lan_interface.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "net/dhcp_message.hpp"

namespace gateway {

namespace {

void check(int result, const std::string& attempt) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), attempt);
}

net::FileDescriptor udp_socket() {
  net::FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  check(socket.number(), "make a UDP socket");
  return socket;
}

}  // namespace

net::MacAddress mac_of_interface(const std::string& name) {
  ifreq request{};
  std::copy_n(name.begin(), std::min<std::size_t>(name.size(), IFNAMSIZ - 1), std::begin(request.ifr_name));
  check(ioctl(udp_socket().number(), SIOCGIFHWADDR, &request), "look up " + name);
  net::MacAddress::Bytes bytes{};
  std::memcpy(bytes.data(), std::begin(request.ifr_hwaddr.sa_data), bytes.size());
  return net::MacAddress(bytes);
}

void require_interface(const std::string& name) {
  if (if_nametoindex(name.c_str()) == 0) check(-1, "look up " + name);
}

bool start_forwarding(const std::string& interface_name) {
  const auto file = "/proc/sys/net/ipv4/conf/" + interface_name + "/forwarding";
  const auto attempt = "start forwarding on " + interface_name;
  const net::FileDescriptor now(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  check(now.number(), attempt);
  char state = '0';
  check(static_cast<int>(::read(now.number(), &state, 1)), attempt);
  if (state == '1') return false;
  const net::FileDescriptor wanted(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  check(wanted.number(), attempt);
  check(static_cast<int>(::write(wanted.number(), "1", 1)), attempt);
  return true;
}

net::FileDescriptor hold_server_port(const std::string& interface_name) {
  const auto attempt = "hold UDP port 67 on " + interface_name;
  auto socket = udp_socket();
  const auto fd = socket.number();
  check(setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface_name.c_str(),
                   static_cast<socklen_t>(interface_name.size())),
        attempt);
  sock_filter nothing{BPF_RET | BPF_K, 0, 0, 0};  // keeps 0 octets of everything
  const sock_fprog filter{1, &nothing};
  check(setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter), attempt);
  const int on = 1;
  check(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), attempt);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(net::dhcp_server_port);
  check(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), attempt);
  return socket;
}

}  // namespace gateway
