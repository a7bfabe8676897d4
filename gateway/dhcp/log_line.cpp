#include "gateway/dhcp/log_line.hpp"

namespace gateway::log_line {

std::string received(std::string_view type, std::optional<net::Ipv4Address> address, net::MacAddress from) {
  return "DHCP: Received DHCP " + std::string(type) + " " + (address ? to_string(*address) : "<any_address>") +
         " from MAC " + config_stem(from);
}

std::string sent(std::string_view type, net::Ipv4Address address, net::MacAddress to) {
  return "DHCP: Sent DHCP " + std::string(type) + " " + to_string(address) + " - MAC Address " + config_stem(to);
}

std::string received_discover(std::optional<net::Ipv4Address> wanted, net::MacAddress from) {
  return received("Discover", wanted, from);
}

std::string sent_offer(net::Ipv4Address address, net::MacAddress to) { return sent("offer", address, to); }

std::string received_request(std::optional<net::Ipv4Address> wanted, net::MacAddress from) {
  return received("Request", wanted, from);
}

std::string alert_text(net::MacAddress mac, std::string_view number, std::string_view name) {
  const auto rand = number.empty() ? std::string() : " Rand " + std::string(number);
  return "Leased Mac " + config_stem(mac) + rand + " [Name " + std::string(name) + "]";
}

std::string alert(std::string_view event_text) { return "DHCP Alert: " + std::string(event_text); }

std::string new_option66(std::string_view option66) { return "DHCP Alert: New Option 66 " + std::string(option66); }

std::string leased(net::Ipv4Address address) { return "DHCP: Leased " + to_string(address); }

std::string renewed(net::Ipv4Address address) { return "DHCP: Renewed " + to_string(address); }

std::string in_use(net::Ipv4Address address, net::MacAddress by) {
  return "DHCP: " + to_string(address) + " is in use by MAC " + config_stem(by);
}

std::string refused(std::string_view why, net::MacAddress mac) {
  return "DHCP: " + std::string(why) + " for MAC " + config_stem(mac);
}

}  // namespace gateway::log_line
