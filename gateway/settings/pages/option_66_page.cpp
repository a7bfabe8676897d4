#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr auto rows_of = &Settings::tftp_servers;
constexpr auto list =
    list_of<rows_of>("Dhcp Server Tftp Server", "TFTP server name", 4, "Dhcp Server Tftp Server Configured");

constexpr SettingRow rows[] = {
    {.label = "Configured",
     .words = "Dhcp Server Tftp Server Configured",
     .cell = entry<rows_of, &TftpServer::configured>,
     .limits = any_value,
     .help = "Whether this slot is in use. The lowest in use is sent.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "Server",
     .words = "Dhcp Server Tftp Server",
     .cell = entry<rows_of, &TftpServer::server>,
     .limits = {0, 63},
     .help = "Option 66: a name, an address, or a URL that also tells the protocol. Empty: no option is sent.",
     .list = &list,
     .shown = Shown::in_list},
};

}  // namespace

const SettingPage option_66{"local servers > dhcp server > dhcp options > option 66: tftp server name",
                            "Where handsets find their files.", &list, rows};

}  // namespace gateway::pages
