#include "gateway/dhcp/dhcp_reply.hpp"

#include <algorithm>

namespace gateway {

namespace {

namespace option = net::dhcp_option;

// The fields that RFC 2131 table 3 copies from the client's message.
net::DhcpMessage answer_to(const net::DhcpMessage& request, net::DhcpType type,
                           const DhcpServerSettings& settings) {
  net::DhcpMessage reply(request.chaddr);
  reply.request = false;
  reply.xid = request.xid;
  reply.broadcast = request.broadcast;
  reply.giaddr = request.giaddr;
  reply.add(type).add_address(option::server_identifier, settings.lan.address);
  return reply;
}

void echo(std::uint8_t code, const net::DhcpMessage& request, net::DhcpMessage& reply) {
  if (const auto* value = request.option(code)) reply.add(code, *value);
}

void add_text(std::uint8_t code, const std::string& text, net::DhcpMessage& reply) {
  if (!text.empty()) reply.add_text(code, text);
}

void add_address(std::uint8_t code, const std::optional<net::Ipv4Address>& address, net::DhcpMessage& reply) {
  if (address) reply.add_address(code, *address);
}

// Adds the option when there is something to say; once.
void add_option(std::uint8_t code, net::DhcpMessage& reply, const ReplyContent& content,
                const DhcpServerSettings& settings) {
  if (reply.option(code) != nullptr) return;
  switch (code) {
    case option::subnet_mask: return add_address(code, settings.lan.mask(), reply);
    case option::router: return add_address(code, settings.router.value_or(settings.lan.address), reply);
    case option::broadcast_address: return add_address(code, settings.lan.directed_broadcast(), reply);
    case option::domain_name_server: return add_address(code, content.dns, reply);
    case option::ntp_server: return add_address(code, settings.ntp, reply);
    case option::domain_name: return add_text(code, settings.domain.text, reply);
    case option::host_name: return add_text(code, content.host_name, reply);
    case option::tftp_server_name: return add_text(code, content.option66.value_or(""), reply);
    default: return;  // nothing we could say
  }
}

// Of the options between the places `first` and `last`, keeps what the client cannot do without, and then, in their
// order, those that still fit.
void make_fit(net::DhcpMessage& reply, std::size_t first, std::size_t last, std::size_t largest) {
  const auto all = std::move(reply.options);
  const auto needed = [&](std::size_t i) {
    return i < first || i >= last || all[i].code == option::subnet_mask || all[i].code == option::tftp_server_name;
  };
  std::vector<bool> kept(all.size());
  const auto keep = [&](std::size_t place) {
    kept[place] = true;
    reply.options.clear();
    for (std::size_t i = 0; i < all.size(); ++i)
      if (kept[i]) reply.options.push_back(all[i]);
    kept[place] = needed(place) || fits(reply, largest);
    if (!kept[place]) std::erase(reply.options, all[place]);
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    if (needed(i)) keep(i);
  for (std::size_t i = first; i < last; ++i)
    if (!needed(i)) keep(i);
}

void end_reply(const net::DhcpMessage& request, net::DhcpMessage& reply, std::size_t first) {
  const auto last = reply.options.size();
  echo(option::client_identifier, request, reply);
  const auto largest = largest_datagram(request);
  if (!fits(reply, largest)) make_fit(reply, first, last, largest);
  echo(option::relay_agent_information, request, reply);
  if (!fits(reply, largest)) reply.options.pop_back();  // it fills a frame by itself: no relay's doing
}

}  // namespace

std::size_t largest_datagram(const net::DhcpMessage& request) {
  const auto* value = request.option(option::maximum_message_size);
  if (value == nullptr || value->size() != 2) return net::least_dhcp_datagram;
  return std::max(std::size_t{(*value)[0]} << 8 | (*value)[1], net::least_dhcp_datagram);
}

net::Duration lease_time(const net::DhcpMessage& request, const DhcpServerSettings& settings) {
  constexpr net::Duration least = std::chrono::seconds(10);
  const net::Duration most = settings.lease_time;
  return std::min(most, std::max(least, request.lease_time().value_or(most)));
}

net::DhcpMessage make_reply(const net::DhcpMessage& request, const ReplyContent& content,
                            const DhcpServerSettings& settings) {
  auto reply = answer_to(request, content.type, settings);
  reply.yiaddr = content.address;
  if (content.type == net::DhcpType::ack) reply.ciaddr = request.ciaddr;
  if (content.lease) {
    reply.add_seconds(option::lease_time, *content.lease);
    reply.add_seconds(option::renewal_time, *content.lease / 2);
    reply.add_seconds(option::rebinding_time, *content.lease / 8 * 7);
  }
  const auto first = reply.options.size();
  const auto* wanted = request.option(option::parameter_request_list);
  const net::Bytes everything{option::subnet_mask,        option::broadcast_address, option::router,
                              option::domain_name_server, option::domain_name,       option::ntp_server};
  for (const auto code : wanted != nullptr ? *wanted : everything) add_option(code, reply, content, settings);
  for (const auto code : {option::subnet_mask, option::tftp_server_name, option::host_name})
    add_option(code, reply, content, settings);
  end_reply(request, reply, first);
  return reply;
}

net::DhcpMessage make_nak(const net::DhcpMessage& request, std::string_view why,
                          const DhcpServerSettings& settings) {
  auto reply = answer_to(request, net::DhcpType::nak, settings);
  if (!request.giaddr.is_any()) reply.broadcast = true;  // RFC 2131 §4.3.2: so that the relay broadcasts it
  reply.add_text(option::message, why);
  end_reply(request, reply, reply.options.size());
  return reply;
}

ReplyPath reply_path(const net::DhcpMessage& reply, net::MacAddress came_from) {
  if (!reply.giaddr.is_any()) return {came_from, reply.giaddr, net::dhcp_server_port};
  if (reply.type() == net::DhcpType::nak)
    return {net::MacAddress::broadcast(), net::Ipv4Address::broadcast(), net::dhcp_client_port};
  if (!reply.ciaddr.is_any()) return {reply.chaddr, reply.ciaddr, net::dhcp_client_port};
  if (reply.broadcast) return {net::MacAddress::broadcast(), net::Ipv4Address::broadcast(), net::dhcp_client_port};
  return {reply.chaddr, reply.yiaddr, net::dhcp_client_port};
}

}  // namespace gateway
