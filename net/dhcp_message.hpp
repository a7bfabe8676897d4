#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/address.hpp"
#include "net/bytes.hpp"
#include "net/time.hpp"

namespace net {

// Option 53 (RFC 2132 §9.6).
enum class DhcpType : std::uint8_t { discover = 1, offer, request, decline, ack, nak, release, inform };
std::string to_string(DhcpType type);  // "DISCOVER"

// The codes this product speaks of by name (RFC 2132, IANA).
namespace dhcp_option {
inline constexpr std::uint8_t subnet_mask = 1, time_offset = 2, router = 3, time_server = 4, domain_name_server = 6,
                              host_name = 12, domain_name = 15, broadcast_address = 28, ntp_server = 42,
                              requested_address = 50, lease_time = 51, message_type = 53, server_identifier = 54,
                              parameter_request_list = 55, message = 56, maximum_message_size = 57,
                              renewal_time = 58, rebinding_time = 59, vendor_class = 60, client_identifier = 61,
                              tftp_server_name = 66, relay_agent_information = 82;
}  // namespace dhcp_option

struct DhcpOption {
  std::uint8_t code;  // never 0 (pad), 52 (overload) or 255 (end): those are the codec's own
  Bytes value;        // of any length: past 255 octets it is sent in pieces (RFC 3396)
  friend bool operator==(const DhcpOption&, const DhcpOption&) = default;
};

inline constexpr std::uint16_t dhcp_server_port = 67;
inline constexpr std::uint16_t dhcp_client_port = 68;

// A DHCP message as RFC 2131 §2 lays it out; sname and file are not used. Options keep the order they came in, one
// for each code: repeated ones are the pieces of one value (RFC 3396 §7), joined where the first stood.
struct DhcpMessage {
  bool request = true;  // op: BOOTREQUEST, else BOOTREPLY
  std::uint32_t xid = 0;
  std::uint16_t secs = 0;
  bool broadcast = false;  // the flag of RFC 2131 §2
  std::uint8_t hops = 0;
  Ipv4Address ciaddr = Ipv4Address::any();
  Ipv4Address yiaddr = Ipv4Address::any();
  Ipv4Address siaddr = Ipv4Address::any();
  Ipv4Address giaddr = Ipv4Address::any();
  MacAddress chaddr;  // htype 1, hlen 6: others are refused by decode
  std::vector<DhcpOption> options;

  explicit DhcpMessage(MacAddress client) : chaddr(client) {}

  // Reading. An option of the wrong length reads as absent.
  [[nodiscard]] const Bytes* option(std::uint8_t code) const;  // null when absent
  [[nodiscard]] std::optional<DhcpType> type() const;
  [[nodiscard]] std::optional<Ipv4Address> address_option(std::uint8_t code) const;  // the first address of a list
  [[nodiscard]] std::optional<Duration> seconds_option(std::uint8_t code) const;     // 32-bit seconds: 51, 58, 59
  [[nodiscard]] std::optional<std::string> text_option(std::uint8_t code) const;     // trailing NULs stripped
  [[nodiscard]] std::optional<Ipv4Address> server() const { return address_option(dhcp_option::server_identifier); }
  [[nodiscard]] std::optional<Ipv4Address> requested() const {
    return address_option(dhcp_option::requested_address);
  }
  [[nodiscard]] std::optional<Duration> lease_time() const { return seconds_option(dhcp_option::lease_time); }

  // Writing: appends, in the order of the calls.
  DhcpMessage& add(std::uint8_t code, Bytes value);
  DhcpMessage& add(DhcpType type);
  DhcpMessage& add_address(std::uint8_t code, Ipv4Address address);
  DhcpMessage& add_seconds(std::uint8_t code, Duration duration);  // rounded down, at most 0xffffffff (infinity)
  DhcpMessage& add_text(std::uint8_t code, std::string_view text);

  friend bool operator==(const DhcpMessage&, const DhcpMessage&) = default;
};

// Why bytes are not a message we can use. `truncated`: they end before the end option; `bad_option`: option 52 is
// not 1, 2 or 3, or the field it points to is not options up to an end; `repeated_type`: there is more than one
// option 53.
enum class DhcpFault {
  truncated,
  bad_operation,
  not_ethernet,
  no_magic_cookie,
  bad_option,
  repeated_type,
  no_message_type
};
std::string to_string(DhcpFault fault);

// Never throws, whatever the bytes. Overload of sname/file (option 52) is read; split options are joined (RFC
// 3396).
std::variant<DhcpMessage, DhcpFault> decode_dhcp(BytesView udp_payload);

// Padded to 300 octets, the BOOTP minimum that relays and old servers insist on.
Bytes encode(const DhcpMessage& message);

// The same for a client that takes no IP datagram longer than this (option 57, at least 576 octets): what the
// options field cannot hold goes whole into file and sname, and option 52 says so (RFC 2132 §9.3). Option 82 does
// not count, because the relay takes it out (RFC 3046 §2.2), and stays in the options field. The message must fit.
inline constexpr std::size_t least_dhcp_datagram = 576;
Bytes encode(const DhcpMessage& message, std::size_t largest_datagram);
[[nodiscard]] bool fits(const DhcpMessage& message, std::size_t largest_datagram);

}  // namespace net
