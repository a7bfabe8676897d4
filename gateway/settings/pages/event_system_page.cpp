#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

using E = EventSystemSettings;
constexpr auto events = &Settings::events;

constexpr SettingRow rows[] = {
    {.label = "Enabled",
     .words = "Event Forwarding Enabled",
     .cell = part<events, &E::log_enabled>,
     .limits = any_value,
     .help = "Whether there is an event log."},
    {.label = "Discriminator Enabled",
     .words = "Event Forwarding Discriminator Enabled",
     .cell = part<events, &E::filters_enabled>,
     .limits = any_value,
     .help = "Whether the event filters are asked."},
    {.label = "Discriminator Default Action",
     .words = "Event Forwarding Default Action",
     .cell = part<events, &E::default_action>,
     .limits = any_value,
     .help = "Log: every event goes to the event log, whatever the filters say."},
    {.label = "Discriminator Default Severity",
     .words = "Event Forwarding Default Severity",
     .cell = part<events, &E::default_severity>,
     .limits = any_value,
     .help = "The least severe event that the default action logs."},
    {.label = "Log Size",
     .words = "Event Log Size",
     .cell = part<events, &E::log_size>,
     .limits = {1, 10000},
     .help = "Entries of the event log; the oldest is overwritten."},
    {.label = "Log Activator Events",
     .words = "Event Activator Logging",
     .cell = part<events, &E::log_activator>,
     .limits = any_value,
     .help = "Whether deliveries to Activator are noted in the event log too."},
    {.label = "Log IP Diffserv Info",
     .words = "Event Ip Diffserv Logging",
     .cell = part<events, &E::log_diffserv>,
     .limits = any_value,
     .help = "yes: entries about DHCP messages end with the DSCP (RFC 2474) of their IP packet. What is logged is "
             "ours."},
};

}  // namespace

const SettingPage event_system{"events > event system", "What is done with events.", nullptr, rows};

}  // namespace gateway::pages
