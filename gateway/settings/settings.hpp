#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/settings/password.hpp"
#include "net/address.hpp"

namespace gateway {

// The choices of the pages. Each has its names, in the order of its values, at `choice_names`.
enum class EventClass : std::uint8_t { dhcp, script, system, configuration, http_client, security };
enum class Target : std::uint8_t { event_log, activator, manager_1, manager_2, manager_3, manager_4 };
enum class Criterion : std::uint8_t { any, equal, at_least, at_most };
enum class Severity : std::uint8_t { emergency, alert, critical, error, warning, notice, informational, debug };
enum class DefaultAction : std::uint8_t { log, ignore };

std::span<const std::string_view> choice_names(EventClass);
std::span<const std::string_view> choice_names(Target);
std::span<const std::string_view> choice_names(Criterion);
std::span<const std::string_view> choice_names(Severity);
std::span<const std::string_view> choice_names(DefaultAction);

template <typename Choice>
std::string_view name(Choice choice) {
  return choice_names(choice)[static_cast<std::size_t>(choice)];
}

// Up to twelve hexadecimal digits, lower case, nothing between: a whole MAC address, its beginning, or a mask.
struct MacDigits {
  std::string digits;
  friend bool operator==(const MacDigits&, const MacDigits&) = default;
};

// An address and, where it is not the usual one of what is spoken there, a port.
struct HostAddress {
  net::Ipv4Address address;
  std::optional<std::uint16_t> port = std::nullopt;
  [[nodiscard]] net::Endpoint endpoint(std::uint16_t usual_port) const {
    return {address, port.value_or(usual_port)};
  }
  friend bool operator==(const HostAddress&, const HostAddress&) = default;
};

// A name in the tree of ITU-T X.660 as SNMP writes it, "1.3.6.1.4.1.2078": 2 to 32 numbers, the first 0 to 2, the
// second below 40 unless the first is 2.
struct ObjectIdentifier {
  std::vector<std::uint32_t> arcs;
  static std::optional<ObjectIdentifier> parse(std::string_view text);
  friend bool operator==(const ObjectIdentifier&, const ObjectIdentifier&) = default;
};
std::string to_string(const ObjectIdentifier& oid);

// A path on the file server, beginning with '/', or a full http:// or https:// URL on an IPv4 address, or nothing.
struct HttpPath {
  std::string text;
  friend bool operator==(const HttpPath&, const HttpPath&) = default;
};

// A name of a host or a domain as DNS knows it, "provisioning.example.net", without a last dot; or nothing.
struct HostName {
  std::string text;
  friend bool operator==(const HostName&, const HostName&) = default;
};

// A row of the list "option 66: tftp server name".
struct TftpServer {
  bool configured = true;
  std::string server;  // 0 to 63 characters; empty: no option is sent
  friend bool operator==(const TftpServer&, const TftpServer&) = default;
};

// A row of the list "event filter".
struct EventFilter {
  EventClass event_class = EventClass::dhcp;
  std::optional<std::uint32_t> subclass;  // nothing: the class's default; 0: any
  Target target = Target::event_log;
  Criterion criterion = Criterion::any;
  Severity severity = Severity::debug;
  friend bool operator==(const EventFilter&, const EventFilter&) = default;
};

// A row of the list "mac alert".
struct MacAlert {
  bool enabled = true;
  std::string name;
  MacDigits address;
  MacDigits mask;  // which bits are compared; empty: the digits given
  bool randomise = false;
  friend bool operator==(const MacAlert&, const MacAlert&) = default;
};

// A row of the list "reservations". Without MAC address or address it reserves nothing.
struct Reservation {
  bool enabled = true;
  std::optional<net::MacAddress> mac;
  std::optional<net::Ipv4Address> address;
  HostName host_name;  // option 12; empty: not sent
  friend bool operator==(const Reservation&, const Reservation&) = default;
};

struct DhcpServerSettings {
  bool enabled = true;
  net::Ipv4Network lan{net::Ipv4Address(192, 168, 100, 1), 24};
  net::Ipv4Address pool_first{192, 168, 100, 100};
  net::Ipv4Address pool_last{192, 168, 100, 199};
  std::chrono::seconds lease_time{86400};
  std::chrono::seconds offer_time{60};            // how long an offered address is kept for the client
  std::chrono::seconds decline_time{600};         // how long an address somebody declined is not given out
  std::optional<net::Ipv4Address> router;         // nothing: the gateway itself
  std::optional<net::Ipv4Address> dns;            // option 6; nothing: the gateway itself while it is a DNS proxy
  HostName domain;                                // empty: option 15 is not sent
  std::optional<net::Ipv4Address> ntp;            // nothing: option 42 is not sent
  bool arp_probe = false;                         // ask whether an address is in use before it is offered
  std::chrono::milliseconds arp_probe_time{300};  // how long nobody must answer
  std::uint32_t new_client_limit = 0;             // strangers a second that get a lease; 0: any number
  std::uint32_t number_width = 18;                // digits of the random number
  bool number_in_offer = false;                   // the number already stands in the OFFER
  friend bool operator==(const DhcpServerSettings&, const DhcpServerSettings&) = default;
};

struct HttpClientSettings {
  bool enabled = false;
  std::optional<HostAddress> server;
  HttpPath download_path{"/"};
  HttpPath events_path;
  HttpPath activator_download_path;
  std::chrono::seconds inactivity_timeout{30};
  std::uint32_t connection_retries = 3;
  bool secure = false;           // HTTPS wherever no URL says otherwise
  std::string ca_file;           // PEM; empty: the machine's own store
  std::string certificate_name;  // whom the server's certificate must be for; empty: the address that was asked
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds retry_delay{1};
  std::chrono::seconds hold_off{60};
  std::uint32_t event_queue = 16384;  // events waiting for Activator; the oldest are dropped beyond it
  friend bool operator==(const HttpClientSettings&, const HttpClientSettings&) = default;
};

// A row of the list "name server": where the DNS proxy asks for what it does not know itself.
struct NameServer {
  std::optional<net::Ipv4Address> address;  // nothing: the row is not used
  friend bool operator==(const NameServer&, const NameServer&) = default;
};

// A row of the list "static host": a name the DNS proxy answers for itself. Without either field it is not used.
struct StaticHost {
  HostName name;
  std::optional<net::Ipv4Address> address;
  friend bool operator==(const StaticHost&, const StaticHost&) = default;
};

struct DnsProxySettings {
  bool enabled = false;
  friend bool operator==(const DnsProxySettings&, const DnsProxySettings&) = default;
};

struct EventSystemSettings {
  bool log_enabled = true;
  bool filters_enabled = true;
  DefaultAction default_action = DefaultAction::log;
  Severity default_severity = Severity::debug;
  std::uint32_t log_size = 100;
  bool log_activator = false;
  bool log_diffserv = false;
  friend bool operator==(const EventSystemSettings&, const EventSystemSettings&) = default;
};

struct WebServerSettings {
  bool enabled = true;
  std::uint32_t port = 80;
  std::string user = "admin";
  PasswordHash password;                   // none: nobody can log in
  std::uint32_t lockout_tries = 5;         // wrong passwords in a row
  std::chrono::seconds lockout_time{300};  // how long nobody can log in after them
  std::chrono::seconds session_time{900};  // without a request
  friend bool operator==(const WebServerSettings&, const WebServerSettings&) = default;
};

// A row of the list "snmp managers": row n is the target `Manager n`.
struct SnmpManager {
  bool enabled = true;
  std::optional<HostAddress> address;
  std::string community = "public";  // goes over the wire in clear (RFC 1901 §3)
  friend bool operator==(const SnmpManager&, const SnmpManager&) = default;
};

struct SnmpSettings {
  ObjectIdentifier enterprise{{1, 3, 6, 1, 4, 1, 2078}};  // the vendor's; what stands below it is ours
  std::uint32_t event_queue = 16384;  // events waiting for one manager; the oldest are dropped beyond it
  std::uint32_t trap_rate = 200;      // traps a second to one manager: nothing acknowledges them
  friend bool operator==(const SnmpSettings&, const SnmpSettings&) = default;
};

// Everything the gateway can be told. A value: the profile `factory` is Settings{}. An empty row is `unconfigured`.
struct Settings {
  std::string serial = "SMG000001";
  DhcpServerSettings dhcp;
  std::array<std::optional<TftpServer>, 4> tftp_servers;
  std::array<std::optional<MacAlert>, 10> mac_alerts;
  std::array<std::optional<Reservation>, 64> reservations;
  std::array<std::optional<EventFilter>, 10> event_filters;
  EventSystemSettings events;
  std::array<std::optional<SnmpManager>, 4> snmp_managers;
  SnmpSettings snmp;
  HttpClientSettings http;
  DnsProxySettings dns_proxy;
  std::array<std::optional<NameServer>, 2> name_servers;
  std::array<std::optional<StaticHost>, 32> static_hosts;
  WebServerSettings web;
  friend bool operator==(const Settings&, const Settings&) = default;
};

// What no single value shows: a pool outside the LAN, one that ends before it begins, a reservation outside the
// LAN, two for one station or of one address.
struct Conflict {
  std::string message;
  std::string help;
};
std::optional<Conflict> find_conflict(const Settings& settings);

// Whether a host other than the gateway may have it: neither the LAN's own nor its broadcast address.
bool is_lan_host(const net::Ipv4Network& lan, net::Ipv4Address address);

}  // namespace gateway
