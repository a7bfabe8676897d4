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

// RFC 3046 §2.2: what the relay added goes back to it, last.
void echo_relay(const net::DhcpMessage& request, net::DhcpMessage& reply) {
  if (const auto* added = request.option(option::relay_agent_information))
    reply.add(option::relay_agent_information, *added);
}

// Adds the option when there is something to say; once.
void add_option(std::uint8_t code, net::DhcpMessage& reply, const ReplyContent& content,
                const DhcpServerSettings& settings) {
  if (reply.option(code) != nullptr) return;
  const net::Duration lease = settings.lease_time;
  switch (code) {
    case option::subnet_mask: reply.add_address(code, settings.lan.mask()); break;
    case option::router: reply.add_address(code, settings.router.value_or(settings.lan.address)); break;
    case option::broadcast_address: reply.add_address(code, settings.lan.directed_broadcast()); break;
    case option::domain_name_server:
      if (settings.dns) reply.add_address(code, *settings.dns);
      break;
    case option::renewal_time:
      if (content.with_lease) reply.add_seconds(code, lease / 2);
      break;
    case option::rebinding_time:
      if (content.with_lease) reply.add_seconds(code, lease / 8 * 7);
      break;
    case option::tftp_server_name:
      if (content.option66) reply.add_text(code, *content.option66);
      break;
    default: break;
  }
}

}  // namespace

net::DhcpMessage make_reply(const net::DhcpMessage& request, const ReplyContent& content,
                            const DhcpServerSettings& settings) {
  auto reply = answer_to(request, content.type, settings);
  reply.yiaddr = content.address;
  if (content.type == net::DhcpType::ack) reply.ciaddr = request.ciaddr;
  if (content.with_lease) {
    reply.add_seconds(option::lease_time, settings.lease_time);
    add_option(option::renewal_time, reply, content, settings);
    add_option(option::rebinding_time, reply, content, settings);
  }
  const auto* wanted = request.option(option::parameter_request_list);
  const net::Bytes everything{option::subnet_mask, option::broadcast_address, option::router,
                              option::domain_name_server};
  for (const auto code : wanted != nullptr ? *wanted : everything) add_option(code, reply, content, settings);
  add_option(option::subnet_mask, reply, content, settings);
  add_option(option::tftp_server_name, reply, content, settings);
  echo_relay(request, reply);
  return reply;
}

net::DhcpMessage make_nak(const net::DhcpMessage& request, std::string_view why,
                          const DhcpServerSettings& settings) {
  auto reply = answer_to(request, net::DhcpType::nak, settings);
  if (!request.giaddr.is_any()) reply.broadcast = true;  // RFC 2131 §4.3.2: so that the relay broadcasts it
  reply.add_text(option::message, why);
  echo_relay(request, reply);
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
