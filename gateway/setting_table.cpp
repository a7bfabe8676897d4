#include "gateway/setting_table.hpp"

#include <array>

namespace gateway {

namespace {

template <auto Rows>
constexpr SettingList list_of(std::string_view words, std::string_view title, std::size_t size,
                              std::string_view switch_words) {
  return {words,
          title,
          size,
          switch_words,
          [](const Settings& s, std::size_t index) { return (s.*Rows)[index - 1].has_value(); },
          [](Settings& s, std::size_t index) { (s.*Rows)[index - 1].emplace(); },
          [](Settings& s, std::size_t index) { (s.*Rows)[index - 1].reset(); }};
}

constexpr auto tftp = list_of<&Settings::tftp_servers>("Dhcp Server Tftp Server", "TFTP server name", 4,
                                                       "Dhcp Server Tftp Server Configured");
constexpr auto filters =
    list_of<&Settings::event_filters>("Event Forwarding Discriminator Entry", "event filter", 10, "");
constexpr auto alerts =
    list_of<&Settings::mac_alerts>("Dhcp Server Mac Alert", "MAC alert", 10, "Dhcp Server Mac Alert Enabled");
constexpr std::array<const SettingList*, 3> lists{&tftp, &filters, &alerts};

template <auto Rows, auto Field>
Cell entry(Settings& settings, std::size_t index) {
  return &(*(settings.*Rows)[index - 1].*Field);
}

template <auto Part, auto Field>
Cell part(Settings& settings, std::size_t) {
  return &((settings.*Part).*Field);
}

constexpr auto* tftp_page = "local servers > dhcp server > dhcp options > option 66: tftp server name";
constexpr auto* filter_page = "events > event filter";
constexpr auto* http_page = "local clients > http client";
constexpr auto* event_page = "events > event system";
constexpr auto* alert_page = "local servers > dhcp server > mac alert";
constexpr auto* dhcp_page = "local servers > dhcp server";  // ours: the vendor's note does not show it
constexpr auto* system_page = "system";                     // ours

constexpr Limits none{};
constexpr Limits path_limits{0, 255};
constexpr Limits name_limits{0, 32};

using D = DhcpServerSettings;
using H = HttpClientSettings;
using E = EventSystemSettings;

constexpr auto dhcp = &Settings::dhcp;
constexpr auto http = &Settings::http;
constexpr auto events = &Settings::events;

constexpr SettingRow table[] = {
    {system_page,
     "Serial",
     "System Serial",
     nullptr,
     {1, 32},
     [](Settings& s, std::size_t) -> Cell { return &s.serial; },
     "The serial number; events carry it. Ours."},

    {dhcp_page, "Enabled", "Dhcp Server Enabled", nullptr, none, part<dhcp, &D::enabled>,
     "Whether the gateway answers DHCP. Ours."},
    {dhcp_page,
     "LAN Address",
     "Dhcp Server Lan Address",
     nullptr,
     {8, 30},
     part<dhcp, &D::lan>,
     "The gateway's own address and prefix on the LAN; also the server identifier. Ours."},
    {dhcp_page, "Pool First", "Dhcp Server Pool First", nullptr, none, part<dhcp, &D::pool_first>,
     "The lowest address given out. Ours."},
    {dhcp_page, "Pool Last", "Dhcp Server Pool Last", nullptr, none, part<dhcp, &D::pool_last>,
     "The highest address given out. Ours."},
    {dhcp_page,
     "Lease Time",
     "Dhcp Server Lease Time",
     nullptr,
     {10, 0xfffffffe},
     part<dhcp, &D::lease_time>,
     "Seconds a lease lasts; renewal after half of them, rebinding after seven eighths. Ours."},
    {dhcp_page,
     "Offer Time",
     "Dhcp Server Offer Time",
     nullptr,
     {1, 3600},
     part<dhcp, &D::offer_time>,
     "Seconds an offered address is kept for its client. Ours."},
    {dhcp_page,
     "Decline Time",
     "Dhcp Server Decline Time",
     nullptr,
     {1, 86400},
     part<dhcp, &D::decline_time>,
     "Seconds an address that a client found in use is not given out. Ours."},
    {dhcp_page, "Router", "Dhcp Server Router", nullptr, none, part<dhcp, &D::router>,
     "Option 3; nothing: the LAN address. Ours."},
    {dhcp_page, "DNS", "Dhcp Server Dns", nullptr, none, part<dhcp, &D::dns>, "Option 6; nothing: not sent. Ours."},
    {dhcp_page,
     "Number Width",
     "Dhcp Server Number Width",
     nullptr,
     {1, 32},
     part<dhcp, &D::number_width>,
     "Digits of the random number a MAC alert appends to option 66. Ours."},
    {dhcp_page, "Number In Offer", "Dhcp Server Number In Offer", nullptr, none, part<dhcp, &D::number_in_offer>,
     "yes: the OFFER's option 66 already carries the number; no: only the ACK's. Ours."},

    {tftp_page, "Configured", "Dhcp Server Tftp Server Configured", &tftp, none,
     entry<&Settings::tftp_servers, &TftpServer::configured>,
     "Whether this slot is in use. The lowest in use is sent."},
    {tftp_page,
     "Server",
     "Dhcp Server Tftp Server",
     &tftp,
     {0, 63},
     entry<&Settings::tftp_servers, &TftpServer::server>,
     "Option 66: a name, an address, or a URL that also tells the protocol. Empty: no option is sent."},

    {filter_page, "Event Class", "Event Forwarding Discriminator Entry Class", &filters, none,
     entry<&Settings::event_filters, &EventFilter::event_class>, "The class an event must have."},
    {filter_page,
     "Event Subclass",
     "Event Forwarding Discriminator Entry Subclass",
     &filters,
     {0, 65535},
     entry<&Settings::event_filters, &EventFilter::subclass>,
     "The subclass an event must have; 0: any; nothing: the class's own (DHCP 67, Script 9999)."},
    {filter_page, "Target", "Event Forwarding Discriminator Entry Target", &filters, none,
     entry<&Settings::event_filters, &EventFilter::target>, "Who is told."},
    {filter_page, "Severity Criterion", "Event Forwarding Discriminator Entry Criteria", &filters, none,
     entry<&Settings::event_filters, &EventFilter::criterion>,
     "How the severity is compared: At Least means this severe or more."},
    {filter_page, "Severity", "Event Forwarding Discriminator Entry Severity", &filters, none,
     entry<&Settings::event_filters, &EventFilter::severity>, "The severity it is compared with."},

    {http_page, "Enabled", "Http Client Enabled", nullptr, none, part<http, &H::enabled>,
     "Whether events are posted to Activator."},
    {http_page, "File Server IP Address", "Http Client File Server Ip Address", nullptr, none,
     part<http, &H::server>, "The web server that files come from and events go to. A port is ours."},
    {http_page, "Download Path", "Http Client Download Path", nullptr, path_limits, part<http, &H::download_path>,
     "Stands before the name of a file to fetch."},
    {http_page, "Events Path", "Http Client Events Path", nullptr, path_limits, part<http, &H::events_path>,
     "Where events are posted: a path on the file server, or a full URL."},
    {http_page, "Activator Download Path", "Http Client Activator Download Path", nullptr, path_limits,
     part<http, &H::activator_download_path>, "Where files made for one gateway come from."},
    {http_page,
     "Inactivity Timeout",
     "Http Client Inactivity Timeout",
     nullptr,
     {1, 3600},
     part<http, &H::inactivity_timeout>,
     "Seconds without an octet after which a connection has failed."},
    {http_page,
     "Connection Retries",
     "Http Client Connection Retries",
     nullptr,
     {0, 100},
     part<http, &H::connection_retries>,
     "Further tries after a failed one, before the hold-off."},
    {http_page, "Secure Downloads", "Http Client Secure Download", nullptr, none, part<http, &H::secure>,
     "yes: HTTPS, events included.", "HTTPS is not built in"},
    {http_page,
     "Connect Timeout",
     "Http Client Connect Timeout",
     nullptr,
     {1, 300},
     part<http, &H::connect_timeout>,
     "Seconds until an attempt to connect has failed. Ours."},
    {http_page,
     "Retry Delay",
     "Http Client Retry Delay",
     nullptr,
     {0, 300},
     part<http, &H::retry_delay>,
     "Seconds between two tries of one event. Ours."},
    {http_page,
     "Hold Off",
     "Http Client Hold Off",
     nullptr,
     {1, 3600},
     part<http, &H::hold_off>,
     "Seconds of silence once all tries of an event have failed; then it is tried again. Ours."},
    {http_page,
     "Event Queue",
     "Http Client Event Queue",
     nullptr,
     {1, 1000000},
     part<http, &H::event_queue>,
     "Events that may wait for Activator; beyond it the oldest is dropped and counted. Ours."},

    {event_page, "Enabled", "Event Forwarding Enabled", nullptr, none, part<events, &E::log_enabled>,
     "Whether there is an event log."},
    {event_page, "Discriminator Enabled", "Event Forwarding Discriminator Enabled", nullptr, none,
     part<events, &E::filters_enabled>, "Whether the event filters are asked."},
    {event_page, "Discriminator Default Action", "Event Forwarding Default Action", nullptr, none,
     part<events, &E::default_action>, "Log: every event goes to the event log, whatever the filters say."},
    {event_page, "Discriminator Default Severity", "Event Forwarding Default Severity", nullptr, none,
     part<events, &E::default_severity>, "The least severe event that the default action logs."},
    {event_page,
     "Log Size",
     "Event Log Size",
     nullptr,
     {1, 10000},
     part<events, &E::log_size>,
     "Entries of the event log; the oldest is overwritten."},
    {event_page, "Log Activator Events", "Event Activator Logging", nullptr, none, part<events, &E::log_activator>,
     "Whether deliveries to Activator are noted in the event log too."},
    {event_page, "Log IP Diffserv Info", "Event Ip Diffserv Logging", nullptr, none, part<events, &E::log_diffserv>,
     "Kept for the page's sake: nothing here reports IP Diffserv."},

    {alert_page, "Enabled", "Dhcp Server Mac Alert Enabled", &alerts, none,
     entry<&Settings::mac_alerts, &MacAlert::enabled>, "Whether the entry is compared. The lowest match wins."},
    {alert_page, "Name", "Dhcp Server Mac Alert Name", &alerts, name_limits,
     entry<&Settings::mac_alerts, &MacAlert::name>, "The name that events carry."},
    {alert_page, "MAC Address", "Dhcp Server Mac Alert Address", &alerts, none,
     entry<&Settings::mac_alerts, &MacAlert::address>,
     "A whole MAC address or its beginning; nothing: every handset."},
    {alert_page, "MAC Address Mask", "Dhcp Server Mac Alert Mask", &alerts, none,
     entry<&Settings::mac_alerts, &MacAlert::mask>, "The bits that are compared; empty: the digits given."},
    {alert_page, "Randomise TFTP Server Name", "Dhcp Server Mac Alert Randomise Tftp Server Name", &alerts, none,
     entry<&Settings::mac_alerts, &MacAlert::randomise>, "Whether a random number is appended to option 66."},
};

}  // namespace

std::span<const SettingRow> setting_table() { return table; }
std::span<const SettingList* const> setting_lists() { return lists; }

std::string default_value(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return read(fresh, row, row.list != nullptr ? 1 : 0);
}

std::string allowed_values(const SettingRow& row) {
  Settings fresh;
  if (row.list != nullptr) row.list->create(fresh, 1);
  return allowed_values(row.cell(fresh, row.list != nullptr ? 1 : 0), row.limits);
}

std::string read(const Settings& settings, const SettingRow& row, std::size_t index) {
  // One accessor serves reading and writing; nothing is written here.
  return read(row.cell(const_cast<Settings&>(settings), index));
}

}  // namespace gateway
