#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr auto rows_of = &Settings::reservations;
constexpr auto list =
    list_of<rows_of>("Dhcp Server Reservation", "reservation", 64, "Dhcp Server Reservation Enabled");

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Dhcp Server Reservation Enabled",
     .cell = entry<rows_of, &Reservation::enabled>,
     .limits = any_value,
     .help = "Whether the reservation counts.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "MAC Address",
     .words = "Dhcp Server Reservation Mac",
     .cell = entry<rows_of, &Reservation::mac>,
     .limits = any_value,
     .help = "The station the address is kept for.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "Address",
     .words = "Dhcp Server Reservation Address",
     .cell = entry<rows_of, &Reservation::address>,
     .limits = any_value,
     .help = "Given to nobody else. Inside the LAN; inside the pool or not.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "Host Name",
     .words = "Dhcp Server Reservation Host Name",
     .cell = entry<rows_of, &Reservation::host_name>,
     .limits = {0, 63},
     .help = "Option 12 for this station; nothing: not sent.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
};

}  // namespace

const SettingPage reservations{"local servers > dhcp server > reservations",
                               "Addresses that are one station's own.", &list, rows};

}  // namespace gateway::pages
