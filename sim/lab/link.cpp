#include "sim/lab/link.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/route.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <vector>

#include "sim/lab/system_call.hpp"

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

// One rtnetlink(7) message about a link, with one attribute.
template <typename Value>
struct LinkMessage {
  nlmsghdr header{sizeof(LinkMessage), 0, 0, 1, 0};
  ifinfomsg link{};
  rtattr attribute{RTA_LENGTH(sizeof(Value)), 0};
  Value value{};
};

// What the kernel answers to it. An answer of type NLMSG_ERROR that says anything but 0 is thrown.
template <typename Value>
std::vector<char> ask(int socket, const LinkMessage<Value>& message, const std::string& attempt) {
  must(::send(socket, &message, sizeof message, 0), attempt);
  std::vector<char> answer(32768);
  answer.resize(static_cast<std::size_t>(must(::recv(socket, answer.data(), answer.size(), 0), attempt)));
  nlmsghdr header{};
  std::memcpy(&header, answer.data(), sizeof header);
  if (header.nlmsg_type == NLMSG_ERROR) {
    nlmsgerr verdict{};
    std::memcpy(&verdict, answer.data() + NLMSG_LENGTH(0), sizeof verdict.error);
    if (verdict.error != 0) throw std::system_error(-verdict.error, std::generic_category(), attempt);
  }
  return answer;
}

rtnl_link_stats64 counters_in(const std::vector<char>& answer) {
  rtnl_link_stats64 counters{};
  std::size_t at = NLMSG_SPACE(sizeof(ifinfomsg));
  while (at + sizeof(rtattr) <= answer.size()) {
    rtattr attribute{};
    std::memcpy(&attribute, answer.data() + at, sizeof attribute);
    if (attribute.rta_type == IFLA_STATS64) {
      // An older kernel knows fewer counters, a newer one more.
      std::memcpy(&counters, answer.data() + at + RTA_LENGTH(0),
                  std::min(sizeof counters, attribute.rta_len - RTA_LENGTH(0)));
    }
    at += RTA_ALIGN(std::max<std::size_t>(attribute.rta_len, sizeof attribute));
  }
  return counters;
}

}  // namespace

Link::Link(const NetworkNamespace& where, std::string name) : name_(std::move(name)) {
  where.inside([this] {
    control_ = net::FileDescriptor(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "open a control socket"));
    route_ = net::FileDescriptor(
        must(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "open a routing socket"));
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
  LinkMessage<std::array<char, IFNAMSIZ>> question;
  question.header.nlmsg_type = RTM_GETLINK;
  question.header.nlmsg_flags = NLM_F_REQUEST;
  question.attribute.rta_type = IFLA_IFNAME;
  std::copy(name_.begin(), name_.end(), question.value.begin());
  const auto counters = counters_in(ask(route_.number(), question, "read the counters of " + name_));
  return {counters.tx_dropped + counters.tx_errors, counters.rx_dropped + counters.rx_errors};
}

void Link::set_mtu(int octets) {
  auto argument = request_for(name_);
  argument.ifr_mtu = octets;
  request(SIOCSIFMTU, argument, "set the MTU");
}

void Link::set_queue(int frames) {
  // Not by ioctl: SIOCSIFTXQLEN is for the machine's root alone, rtnetlink for the namespace's too.
  auto argument = request_for(name_);
  request(SIOCGIFINDEX, argument, "read the index");
  LinkMessage<std::uint32_t> change;
  change.header.nlmsg_type = RTM_NEWLINK;
  change.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
  change.link.ifi_index = argument.ifr_ifindex;
  change.attribute.rta_type = IFLA_TXQLEN;
  change.value = static_cast<std::uint32_t>(frames);
  ask(route_.number(), change, "set the queue length of " + name_);
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
