#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

using D = DhcpServerSettings;
constexpr auto dhcp = &Settings::dhcp;

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Dhcp Server Enabled",
     .cell = part<dhcp, &D::enabled>,
     .limits = any_value,
     .help = "Whether the gateway answers DHCP.",
     .ours = true},
    {.label = "LAN Address",
     .words = "Dhcp Server Lan Address",
     .cell = part<dhcp, &D::lan>,
     .limits = {8, 30},
     .help = "The gateway's own address and prefix on the LAN; also the server identifier.",
     .ours = true},
    {.label = "Pool First",
     .words = "Dhcp Server Pool First",
     .cell = part<dhcp, &D::pool_first>,
     .limits = any_value,
     .help = "The lowest address given out.",
     .ours = true},
    {.label = "Pool Last",
     .words = "Dhcp Server Pool Last",
     .cell = part<dhcp, &D::pool_last>,
     .limits = any_value,
     .help = "The highest address given out.",
     .ours = true},
    {.label = "Lease Time",
     .words = "Dhcp Server Lease Time",
     .cell = part<dhcp, &D::lease_time>,
     .limits = {10, 0xfffffffe},
     .help = "Seconds a lease lasts; renewal after half of them, rebinding after seven eighths.",
     .ours = true},
    {.label = "Offer Time",
     .words = "Dhcp Server Offer Time",
     .cell = part<dhcp, &D::offer_time>,
     .limits = {1, 3600},
     .help = "Seconds an offered address is kept for its client.",
     .ours = true},
    {.label = "Decline Time",
     .words = "Dhcp Server Decline Time",
     .cell = part<dhcp, &D::decline_time>,
     .limits = {1, 86400},
     .help = "Seconds an address that a client found in use is not given out.",
     .ours = true},
    {.label = "Router",
     .words = "Dhcp Server Router",
     .cell = part<dhcp, &D::router>,
     .limits = any_value,
     .help = "Option 3; nothing: the LAN address.",
     .ours = true},
    {.label = "DNS",
     .words = "Dhcp Server Dns",
     .cell = part<dhcp, &D::dns>,
     .limits = any_value,
     .help = "Option 6; nothing: the LAN address while the DNS proxy is enabled, else not sent.",
     .ours = true},
    {.label = "Number Width",
     .words = "Dhcp Server Number Width",
     .cell = part<dhcp, &D::number_width>,
     .limits = {1, 32},
     .help = "Digits of the random number a MAC alert appends to option 66.",
     .ours = true},
    {.label = "Number In Offer",
     .words = "Dhcp Server Number In Offer",
     .cell = part<dhcp, &D::number_in_offer>,
     .limits = any_value,
     .help = "yes: the OFFER's option 66 already carries the number; no: only the ACK's.",
     .ours = true},
};

}  // namespace

const SettingPage dhcp_server{"local servers > dhcp server",
                              "Who is given which address, and what else clients are told.", nullptr, rows};

}  // namespace gateway::pages
