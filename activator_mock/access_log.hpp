#pragma once

#include <string>

#include "net/journal.hpp"

namespace activator {

// What a record says, as one line that may be shown: random numbers stand as "<number>", passwords never, and
// octets that a terminal might obey as "\xNN". Empty for the kinds of records that others write.
std::string access_line(const net::Record& record);

}  // namespace activator
