#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr auto rows_of = &Settings::snmp_managers;
constexpr auto list = list_of<rows_of>("Snmp Manager", "snmp managers", 4, "Snmp Manager Enabled");

constexpr SettingRow manager_rows[] = {
    {.label = "Enabled",
     .words = "Snmp Manager Enabled",
     .cell = entry<rows_of, &SnmpManager::enabled>,
     .limits = any_value,
     .help = "Whether the manager is told of events.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "Address",
     .words = "Snmp Manager Address",
     .cell = entry<rows_of, &SnmpManager::address>,
     .limits = any_value,
     .help = "Where it listens for traps; without a port it is 162.",
     .list = &list,
     .shown = Shown::in_list,
     .ours = true},
    {.label = "Community",
     .words = "Snmp Manager Community",
     .cell = entry<rows_of, &SnmpManager::community>,
     .limits = {1, 32},
     .help = "The word that version 2c of the protocol sends, in clear, for a password.",
     .list = &list,
     .ours = true},
};

using S = SnmpSettings;
constexpr auto snmp_part = &Settings::snmp;

constexpr SettingRow rows[] = {
    {.label = "Enterprise",
     .words = "Snmp Enterprise",
     .cell = part<snmp_part, &S::enterprise>,
     .limits = any_value,
     .help = "The object identifier that a trap's own stand below: Virtual Access Ltd's. Those below it are ours.",
     .ours = true},
    {.label = "Event Queue",
     .words = "Snmp Event Queue",
     .cell = part<snmp_part, &S::event_queue>,
     .limits = {1, 1000000},
     .help = "Events that may wait for one manager; beyond it the oldest is dropped and counted.",
     .ours = true},
    {.label = "Trap Rate",
     .words = "Snmp Trap Rate",
     .cell = part<snmp_part, &S::trap_rate>,
     .limits = {1, 100000},
     .help = "Traps a second to one manager, so that a storm of events does not overflow its ears.",
     .ours = true},
};

}  // namespace

const SettingPage snmp_manager{"events > snmp managers", "Who is meant by Manager 1 to Manager 4.", &list,
                               manager_rows};
const SettingPage snmp{"events > snmp", "What all SNMP managers have in common.", nullptr, rows};

}  // namespace gateway::pages
