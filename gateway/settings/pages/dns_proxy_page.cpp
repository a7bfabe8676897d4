#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr SettingRow switches[] = {
    {.label = "Enabled",
     .words = "Dns Proxy Enabled",
     .cell = part<&Settings::dns_proxy, &DnsProxySettings::enabled>,
     .limits = any_value,
     .help = "Whether the gateway answers name queries on the LAN, UDP port 53.",
     .ours = true},
};

constexpr auto servers_of = &Settings::name_servers;
constexpr auto server_list = list_of<servers_of>("Dns Proxy Server", "name server", 2, "");

constexpr SettingRow servers[] = {
    {.label = "Address",
     .words = "Dns Proxy Server Address",
     .cell = entry<servers_of, &NameServer::address>,
     .limits = any_value,
     .help = "A name server to ask; the lower row first. Nothing: the row is not used.",
     .list = &server_list,
     .shown = Shown::in_list,
     .ours = true},
};

constexpr auto hosts_of = &Settings::static_hosts;
constexpr auto host_list = list_of<hosts_of>("Dns Proxy Host", "static host", 32, "");

constexpr SettingRow hosts[] = {
    {.label = "Name",
     .words = "Dns Proxy Host Name",
     .cell = entry<hosts_of, &StaticHost::name>,
     .limits = {0, 253},
     .help = "A name answered here and asked nowhere; letters of either case are the same.",
     .list = &host_list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "Address",
     .words = "Dns Proxy Host Address",
     .cell = entry<hosts_of, &StaticHost::address>,
     .limits = any_value,
     .help = "Its address; rows of the same name give it several. Nothing: the row is not used.",
     .list = &host_list,
     .shown = Shown::in_list,
     .ours = true},
};

}  // namespace

const SettingPage dns_proxy{"local servers > dns proxy", "Answers name queries of the LAN.", nullptr, switches};
const SettingPage dns_proxy_server{"local servers > dns proxy > name server",
                                   "Where names are asked for that no static host has.", &server_list, servers};
const SettingPage dns_proxy_host{"local servers > dns proxy > static host", "Names that are answered here.",
                                 &host_list, hosts};

}  // namespace gateway::pages
