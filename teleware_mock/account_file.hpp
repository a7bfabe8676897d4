#pragma once

#include <string>

#include "teleware_mock/account_json.hpp"

namespace teleware {

// The accounts of a JSON file, in the form that parse_accounts reads; or its mistakes, "cannot be read" being one.
std::variant<std::vector<Entry>, Mistakes> read_account_file(const std::string& file);

}  // namespace teleware
