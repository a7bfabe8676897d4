#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/dhcp/dhcp_server.hpp"
#include "gateway/settings/profile.hpp"

// What the tests of the server are told with.
namespace gateway {

inline const net::MacAddress polycom = *net::MacAddress::parse("0004f21a2457");
inline const net::MacAddress relay = *net::MacAddress::parse("020000000001");
inline const net::Ipv4Address us(192, 168, 100, 1);

inline net::Ipv4Address pool(int host) { return {192, 168, 100, static_cast<std::uint8_t>(host)}; }

// A server and the clients that speak to it, a line per message.
struct Story {
  Settings settings = *profile("seed-sample");
  LeaseTable leases;
  net::TimePoint now{};
  std::uint64_t drawn = 0;
  DhcpGuard guard;
  std::optional<net::Ipv4Address> probed;
  bool unicast = false;  // how what it hears was sent
  DhcpOutcome last;

  net::DhcpMessage message(net::MacAddress from, net::DhcpType type, std::uint32_t xid) const {
    net::DhcpMessage m(from);
    m.xid = xid;
    m.add(type);
    return m;
  }

  Story& hears(const net::DhcpMessage& m) {
    const std::function<std::string(std::size_t)> digits = [this](std::size_t width) {
      auto text = std::to_string(20319816065 + drawn++);
      return text.size() < width ? std::string(width - text.size(), '0') + text : text.substr(text.size() - width);
    };
    last = step(leases, m, {settings, now, digits, guard, unicast, probed});
    if (last.guard) guard = *last.guard;
    for (const auto& change : last.changes) leases.apply(change);
    return *this;
  }

  Story& discover(net::MacAddress from, std::uint32_t xid = 1) {
    return hears(message(from, net::DhcpType::discover, xid));
  }
  Story& select(net::MacAddress from, net::Ipv4Address address, std::uint32_t xid = 1,
                net::Ipv4Address server = us) {
    auto m = message(from, net::DhcpType::request, xid);
    m.add_address(net::dhcp_option::server_identifier, server)
        .add_address(net::dhcp_option::requested_address, address);
    return hears(m);
  }
  Story& init_reboot(net::MacAddress from, net::Ipv4Address address, std::uint32_t xid = 7) {
    return hears(
        message(from, net::DhcpType::request, xid).add_address(net::dhcp_option::requested_address, address));
  }
  Story& renew(net::MacAddress from, net::Ipv4Address address, std::uint32_t xid = 9) {
    auto m = message(from, net::DhcpType::request, xid);
    m.ciaddr = address;
    return hears(m);
  }
  Story& boot(net::MacAddress from, std::uint32_t xid = 1) {
    discover(from, xid);
    return last.reply ? select(from, last.reply->yiaddr, xid) : *this;
  }
  Story& passes(net::Duration time) {
    now += time;
    for (const auto& change : expire(leases, now).changes) leases.apply(change);
    return *this;
  }

  [[nodiscard]] std::optional<net::DhcpType> answer() const {
    return last.reply ? last.reply->type() : std::nullopt;
  }
  [[nodiscard]] net::Ipv4Address given() const { return last.reply ? last.reply->yiaddr : net::Ipv4Address::any(); }
  [[nodiscard]] std::string option66() const {
    return last.reply ? last.reply->text_option(net::dhcp_option::tftp_server_name).value_or("none") : "no reply";
  }
};

}  // namespace gateway
