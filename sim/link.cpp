#include "sim/link.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <net/route.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

#include "sim/system_call.hpp"

namespace sim {

namespace {

ifreq request_for(const std::string& name) {
  assert(name.size() < IFNAMSIZ);
  ifreq request{};
  std::memcpy(request.ifr_name, name.data(), name.size());
  return request;
}

sockaddr as_socket_address(net::Ipv4Address address) {
  sockaddr_in in{};
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = htonl(address.number());
  sockaddr any{};
  std::memcpy(&any, &in, sizeof any);
  return any;
}

// rtnetlink(7): asks for one link by name and returns the counters out of the answer.
rtnl_link_stats64 read_counters(int socket, const std::string& name) {
  struct {
    nlmsghdr header;
    ifinfomsg link;
    rtattr attribute;
    std::array<char, IFNAMSIZ> name;
  } question{};
  question.header = {sizeof question, RTM_GETLINK, NLM_F_REQUEST, 1, 0};
  question.link.ifi_family = AF_UNSPEC;
  question.attribute = {RTA_LENGTH(IFNAMSIZ), IFLA_IFNAME};
  std::copy(name.begin(), name.end(), question.name.begin());
  must(::send(socket, &question, sizeof question, 0), "ask for the counters of " + name);

  alignas(nlmsghdr) std::array<char, 16384> answer;
  const auto length = must(::recv(socket, answer.data(), answer.size(), 0), "read the counters of " + name);
  nlmsghdr header{};
  std::memcpy(&header, answer.data(), sizeof header);
  if (header.nlmsg_type == RTM_NEWLINK) {
    std::size_t at = NLMSG_SPACE(sizeof(ifinfomsg));
    while (at + sizeof(rtattr) <= static_cast<std::size_t>(length)) {
      rtattr attribute{};
      std::memcpy(&attribute, answer.data() + at, sizeof attribute);
      if (attribute.rta_type == IFLA_STATS64) {
        rtnl_link_stats64 counters{};
        std::memcpy(&counters, answer.data() + at + RTA_LENGTH(0),
                    std::min(sizeof counters, attribute.rta_len - RTA_LENGTH(0)));
        return counters;
      }
      at += RTA_ALIGN(std::max<std::size_t>(attribute.rta_len, sizeof attribute));
    }
  }
  throw std::system_error(ENODEV, std::generic_category(), "read the counters of " + name);
}

}  // namespace

Link::Link(const NetworkNamespace& where, std::string name) : name_(std::move(name)) {
  where.inside([this] {
    control_ = Descriptor(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "open a control socket"));
    route_ =
        Descriptor(must(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "open a routing socket"));
  });
}

void Link::request(unsigned long what, ifreq& argument, const std::string& attempt) const {
  must(::ioctl(control_.number(), what, &argument), fmt::format("{} of {}", attempt, name_));
}

net::MacAddress Link::mac() const {
  auto argument = request_for(name_);
  request(SIOCGIFHWADDR, argument, "read the MAC address");
  net::MacAddress::Bytes bytes{};
  std::memcpy(bytes.data(), argument.ifr_hwaddr.sa_data, bytes.size());
  return net::MacAddress(bytes);
}

LinkDrops Link::drops() const {
  const auto counters = read_counters(route_.number(), name_);
  return {counters.tx_dropped + counters.tx_errors, counters.rx_dropped + counters.rx_errors};
}

void Link::set_mac(net::MacAddress mac) {
  auto argument = request_for(name_);
  argument.ifr_hwaddr.sa_family = ARPHRD_ETHER;
  std::memcpy(argument.ifr_hwaddr.sa_data, mac.bytes().data(), mac.bytes().size());
  request(SIOCSIFHWADDR, argument, "set the MAC address");
}

void Link::set_mtu(int octets) {
  auto argument = request_for(name_);
  argument.ifr_mtu = octets;
  request(SIOCSIFMTU, argument, "set the MTU");
}

void Link::set_queue(int frames) {
  auto argument = request_for(name_);
  argument.ifr_qlen = frames;
  request(SIOCSIFTXQLEN, argument, "set the queue length");
}

void Link::set_address(const net::Ipv4Network& address) { add_address(0, address); }

void Link::add_address(int number, const net::Ipv4Network& address) {
  // A second address goes by the name of an alias, lan0:1.
  auto argument = request_for(number == 0 ? name_ : fmt::format("{}:{}", name_, number));
  argument.ifr_addr = as_socket_address(address.address);
  request(SIOCSIFADDR, argument, "set the address " + to_string(address));
  argument.ifr_netmask = as_socket_address(address.mask());
  request(SIOCSIFNETMASK, argument, "set the mask " + to_string(address.mask()));
}

void Link::add_route(const net::Ipv4Network& destination, net::Ipv4Address via) {
  rtentry route{};
  route.rt_dst = as_socket_address(net::Ipv4Address(destination.address.number() & destination.mask().number()));
  route.rt_genmask = as_socket_address(destination.mask());
  route.rt_gateway = as_socket_address(via);
  route.rt_flags = RTF_UP | RTF_GATEWAY;
  route.rt_dev = name_.data();
  must(::ioctl(control_.number(), SIOCADDRT, &route),
       fmt::format("add the route to {} via {} on {}", to_string(destination), to_string(via), name_));
}

void Link::bring_up() {
  auto argument = request_for(name_);
  request(SIOCGIFFLAGS, argument, "read the flags");
  argument.ifr_flags = static_cast<short>(argument.ifr_flags | IFF_UP);
  request(SIOCSIFFLAGS, argument, "turn on the up flag");
  request(SIOCGIFFLAGS, argument, "read the flags");
  if ((argument.ifr_flags & IFF_RUNNING) == 0) {
    throw std::system_error(ENETDOWN, std::generic_category(), "bring up " + name_ + ": no carrier");
  }
}

}  // namespace sim
