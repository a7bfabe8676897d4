#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "net/address.hpp"

namespace gateway {

// The debug view is this wide: it cuts every line here. Events and the event log are never cut.
inline constexpr std::size_t log_columns = 69;
inline std::string_view cut(std::string_view line) { return line.substr(0, log_columns); }

// The lines as the vendor's note shows them, before they are cut.
namespace log_line {
std::string received_discover(std::optional<net::Ipv4Address> wanted, net::MacAddress from);
std::string sent_offer(net::Ipv4Address address, net::MacAddress to);
std::string received_request(std::optional<net::Ipv4Address> wanted, net::MacAddress from);
std::string alert(std::string_view event_text);
std::string new_option66(std::string_view option66);
std::string leased(net::Ipv4Address address);

// What an event says of a MAC alert; without a number the word Rand is missing.
std::string alert_text(net::MacAddress mac, std::string_view number, std::string_view name);

// Lines the note does not show, in its manner.
std::string renewed(net::Ipv4Address address);
std::string received(std::string_view type, std::optional<net::Ipv4Address> address, net::MacAddress from);
std::string sent(std::string_view type, net::Ipv4Address address, net::MacAddress to);
std::string in_use(net::Ipv4Address address, net::MacAddress by);
std::string refused(std::string_view why, net::MacAddress mac);
}  // namespace log_line

}  // namespace gateway
