#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

using W = WebServerSettings;
constexpr auto web = &Settings::web;

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Web Server Enabled",
     .cell = part<web, &W::enabled>,
     .limits = any_value,
     .help = "Whether the gateway serves its pages.",
     .ours = true},
    {.label = "Port",
     .words = "Web Server Port",
     .cell = part<web, &W::port>,
     .limits = {1, 65535},
     .help = "The TCP port of the pages.",
     .ours = true},
    {.label = "User",
     .words = "Web Server User",
     .cell = part<web, &W::user>,
     .limits = {1, 32},
     .help = "The name somebody logs in with.",
     .ours = true},
    {.label = "Password",
     .words = "Web Server Password",
     .cell = part<web, &W::password>,
     .limits = {8, 128},
     .help = "What somebody logs in with; it is kept and shown as a hash. Until it is set nobody can log in.",
     .ours = true},
    {.label = "Lockout Tries",
     .words = "Web Server Lockout Tries",
     .cell = part<web, &W::lockout_tries>,
     .limits = {1, 100},
     .help = "Wrong passwords in a row after which further tries are refused for a while.",
     .ours = true},
    {.label = "Lockout Time",
     .words = "Web Server Lockout Time",
     .cell = part<web, &W::lockout_time>,
     .limits = {1, 86400},
     .help = "Seconds for which tries are refused then.",
     .ours = true},
    {.label = "Session Time",
     .words = "Web Server Session Time",
     .cell = part<web, &W::session_time>,
     .limits = {30, 86400},
     .help = "Seconds without a request after which somebody must log in again.",
     .ours = true},
};

}  // namespace

const SettingPage web_server{"local servers > web server", "The pages for a browser.", nullptr, rows};

}  // namespace gateway::pages
