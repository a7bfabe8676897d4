#pragma once

#include <string>

#include "net/journal.hpp"

namespace teleware {

// What a record says, as one line that may be shown: no random number, no password, and octets that a terminal
// might obey as "\xNN". Empty for the kinds of records that others write.
std::string access_line(const net::Record& record);

}  // namespace teleware
