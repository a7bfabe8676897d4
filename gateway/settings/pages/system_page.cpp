#include "gateway/settings/pages/page.hpp"

namespace gateway::pages {

namespace {

constexpr SettingRow rows[] = {
    {.label = "Serial",
     .words = "System Serial",
     .cell = whole<&Settings::serial>,
     .limits = {1, 32},
     .help = "The serial number; events carry it.",
     .ours = true},
};

}  // namespace

const SettingPage system{"system", "The gateway as a whole.", nullptr, rows};

}  // namespace gateway::pages
