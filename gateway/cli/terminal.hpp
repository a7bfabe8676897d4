#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace gateway {

// Reads commands, a line each, until the text ends or somebody types `exit` or `quit`, and prints each answer.
// Blank lines and those that begin with '#' are skipped. How many commands were refused.
std::size_t converse(std::istream& in, std::ostream& out, std::string_view prompt,
                     const std::function<std::string(std::string_view line)>& ask);

}  // namespace gateway
