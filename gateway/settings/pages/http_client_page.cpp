#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

using H = HttpClientSettings;
constexpr auto http = &Settings::http;

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Http Client Enabled",
     .cell = part<http, &H::enabled>,
     .limits = any_value,
     .help = "Whether events are posted to Activator."},
    {.label = "File Server IP Address",
     .words = "Http Client File Server Ip Address",
     .cell = part<http, &H::server>,
     .limits = any_value,
     .help = "The web server that files come from and events go to. A port is ours."},
    {.label = "Download Path",
     .words = "Http Client Download Path",
     .cell = part<http, &H::download_path>,
     .limits = path_limits,
     .help = "Stands before the name of a file to fetch."},
    {.label = "Events Path",
     .words = "Http Client Events Path",
     .cell = part<http, &H::events_path>,
     .limits = path_limits,
     .help = "Where events are posted: a path on the file server, or a full URL."},
    {.label = "Activator Download Path",
     .words = "Http Client Activator Download Path",
     .cell = part<http, &H::activator_download_path>,
     .limits = path_limits,
     .help = "Where files made for one gateway come from."},
    {.label = "Inactivity Timeout",
     .words = "Http Client Inactivity Timeout",
     .cell = part<http, &H::inactivity_timeout>,
     .limits = {1, 3600},
     .help = "Seconds without an octet after which a connection has failed."},
    {.label = "Connection Retries",
     .words = "Http Client Connection Retries",
     .cell = part<http, &H::connection_retries>,
     .limits = {0, 100},
     .help = "Further tries after a failed one, before the hold-off."},
    {.label = "Secure Downloads",
     .words = "Http Client Secure Download",
     .cell = part<http, &H::secure>,
     .limits = any_value,
     .help = "yes: HTTPS, events included.",
     .only_default = "HTTPS is not built in"},
    {.label = "Connect Timeout",
     .words = "Http Client Connect Timeout",
     .cell = part<http, &H::connect_timeout>,
     .limits = {1, 300},
     .help = "Seconds until an attempt to connect has failed.",
     .ours = true},
    {.label = "Retry Delay",
     .words = "Http Client Retry Delay",
     .cell = part<http, &H::retry_delay>,
     .limits = {0, 300},
     .help = "Seconds between two tries of one event.",
     .ours = true},
    {.label = "Hold Off",
     .words = "Http Client Hold Off",
     .cell = part<http, &H::hold_off>,
     .limits = {1, 3600},
     .help = "Seconds of silence once all tries of an event have failed; then it is tried again.",
     .ours = true},
    {.label = "Event Queue",
     .words = "Http Client Event Queue",
     .cell = part<http, &H::event_queue>,
     .limits = {1, 1000000},
     .help = "Events that may wait for Activator; beyond it the oldest is dropped and counted.",
     .ours = true},
};

}  // namespace

const SettingPage http_client{"local clients > http client", "The server that events go to and files come from.",
                              nullptr, rows};

}  // namespace gateway::pages
