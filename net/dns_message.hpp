#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/address.hpp"
#include "net/bytes.hpp"
#include "net/dns_name.hpp"

namespace net {

inline constexpr std::uint16_t dns_port = 53;

// The types and the class this product speaks of by name (RFC 1035 §3.2.2, RFC 3596).
namespace dns_type {
inline constexpr std::uint16_t a = 1, cname = 5, aaaa = 28, any = 255;
}  // namespace dns_type
inline constexpr std::uint16_t dns_class_internet = 1;

// What a server makes of a query (RFC 1035 §4.1.1, RCODE). Others exist.
enum class DnsResult : std::uint8_t {
  no_error,
  format_error,
  server_failure,
  name_error,
  not_implemented,
  refused
};
std::string to_string(DnsResult result);  // NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED; RCODE9

struct DnsQuestion {
  DnsName name;
  std::uint16_t type = dns_type::a;
  std::uint16_t record_class = dns_class_internet;
  friend bool operator==(const DnsQuestion&, const DnsQuestion&) = default;
};

// An answer of class Internet: an address of that name, or the name it is an alias of.
struct DnsRecord {
  DnsName name;
  std::uint32_t ttl;  // seconds
  std::variant<Ipv4Address, DnsName> data;
  friend bool operator==(const DnsRecord&, const DnsRecord&) = default;
};

// A DNS message (RFC 1035 §4.1) with its one question. Of the answers only A and CNAME are kept; what else it
// carries, EDNS (RFC 6891) included, is checked for its form and passed over.
struct DnsMessage {
  std::uint16_t id = 0;
  bool response = false;
  std::uint8_t opcode = 0;  // 0: a standard query
  bool authoritative = false;
  bool truncated = false;
  bool recursion_desired = false;
  bool recursion_available = false;
  DnsResult result = DnsResult::no_error;
  DnsQuestion question;
  std::vector<DnsRecord> answers;
  friend bool operator==(const DnsMessage&, const DnsMessage&) = default;
};

// Why bytes are not a message we can use. bad_name: a label of an unknown kind, or longer than a name may be, or a
// pointer that does not point back; not_one_question: none, or several.
enum class DnsFault { truncated, bad_name, not_one_question, bad_record };
std::string to_string(DnsFault fault);

// Never throws, whatever the bytes. A pointer must point to before the name it stands in, so names cannot loop.
std::variant<DnsMessage, DnsFault> decode_dns(BytesView udp_payload);

// Answers that do not fit into 512 octets (RFC 1035 §4.2.1) are left out and `truncated` is set.
Bytes encode(const DnsMessage& message);

// The same message under another id, octet for octet; it must have a header.
Bytes with_dns_id(BytesView message, std::uint16_t id);

}  // namespace net
