#include "gateway/dhcp/client.hpp"

#include <algorithm>

namespace gateway {

// The first octet tells the kinds of names apart, so that no option 61 can pose as another's MAC address.
Client find_client(const LeaseTable& leases, const net::DhcpMessage& message) {
  const std::string mac(net::as_text(message.chaddr.bytes()));
  const auto* identifier = message.option(net::dhcp_option::client_identifier);
  if (identifier == nullptr || identifier->empty()) return {"m" + mac, leases.of_client("m" + mac)};
  const std::string id(net::as_text(*identifier));
  const auto* shared = leases.of_client("i" + id);
  if (shared != nullptr && shared->mac == message.chaddr) return {"i" + id, shared};
  if (const auto* own = leases.of_client("x" + mac + id)) return {"x" + mac + id, own};
  if (shared != nullptr && shared->state == LeaseState::leased) return {"x" + mac + id, nullptr};
  return {"i" + id, shared};
}

std::string plain_host_name(const net::DhcpMessage& message) {
  auto name = message.text_option(net::dhcp_option::host_name).value_or("").substr(0, 63);
  std::replace_if(
      name.begin(), name.end(), [](char letter) { return letter <= ' ' || letter > '~'; }, '?');
  return name;
}

}  // namespace gateway
