#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr auto rows_of = &Settings::mac_alerts;
constexpr auto list = list_of<rows_of>("Dhcp Server Mac Alert", "MAC alert", 10, "Dhcp Server Mac Alert Enabled");

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Dhcp Server Mac Alert Enabled",
     .cell = entry<rows_of, &MacAlert::enabled>,
     .limits = any_value,
     .help = "Whether the entry is compared. The lowest match wins.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "Name",
     .words = "Dhcp Server Mac Alert Name",
     .cell = entry<rows_of, &MacAlert::name>,
     .limits = name_limits,
     .help = "The name that events carry.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "MAC Address",
     .words = "Dhcp Server Mac Alert Address",
     .cell = entry<rows_of, &MacAlert::address>,
     .limits = any_value,
     .help = "A whole MAC address or its beginning; nothing: every handset.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "MAC Address Mask",
     .words = "Dhcp Server Mac Alert Mask",
     .cell = entry<rows_of, &MacAlert::mask>,
     .limits = any_value,
     .help = "The bits that are compared; empty: the digits given.",
     .list = &list},
    {.label = "Randomise TFTP Server Name",
     .words = "Dhcp Server Mac Alert Randomise Tftp Server Name",
     .cell = entry<rows_of, &MacAlert::randomise>,
     .limits = any_value,
     .help = "Whether a random number is appended to option 66.",
     .list = &list},
};

}  // namespace

const SettingPage mac_alert{"local servers > dhcp server > mac alert", "Handsets whose lease is an event.", &list,
                            rows};

}  // namespace gateway::pages
