#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway {

// What the last word of an unfinished command can become, or, after a blank, which words can follow.
std::vector<std::string> completions(std::string_view beginning);

}  // namespace gateway
