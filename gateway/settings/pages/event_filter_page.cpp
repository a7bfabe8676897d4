#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr auto rows_of = &Settings::event_filters;
constexpr auto list = list_of<rows_of>("Event Forwarding Discriminator Entry", "event filter", 10, "");

constexpr SettingRow rows[] = {
    {.label = "Event Class",
     .words = "Event Forwarding Discriminator Entry Class",
     .cell = entry<rows_of, &EventFilter::event_class>,
     .limits = any_value,
     .help = "The class an event must have.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "Event Subclass",
     .words = "Event Forwarding Discriminator Entry Subclass",
     .cell = entry<rows_of, &EventFilter::subclass>,
     .limits = {0, 65535},
     .help = "The subclass an event must have; 0: any; nothing: the class's own (DHCP 67, Script 9999).",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "Target",
     .words = "Event Forwarding Discriminator Entry Target",
     .cell = entry<rows_of, &EventFilter::target>,
     .limits = any_value,
     .help = "Who is told.",
     .list = &list,
     .shown = Shown::in_list},
    {.label = "Severity Criterion",
     .words = "Event Forwarding Discriminator Entry Criteria",
     .cell = entry<rows_of, &EventFilter::criterion>,
     .limits = any_value,
     .help = "How the severity is compared: At Least means this severe or more.",
     .list = &list,
     .shown = Shown::advanced},
    {.label = "Severity",
     .words = "Event Forwarding Discriminator Entry Severity",
     .cell = entry<rows_of, &EventFilter::severity>,
     .limits = any_value,
     .help = "The severity it is compared with.",
     .list = &list,
     .shown = Shown::advanced},
};

}  // namespace

const SettingPage event_filter{"events > event filter", "Who is told of which events.", &list, rows};

}  // namespace gateway::pages
