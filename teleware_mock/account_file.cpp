#include "teleware_mock/account_file.hpp"

#include <fstream>
#include <sstream>

namespace teleware {

std::variant<std::vector<Entry>, Mistakes> read_account_file(const std::string& file) {
  const std::ifstream input(file);
  std::ostringstream text;
  if (!input || !(text << input.rdbuf())) return Mistakes{{"the file", "cannot be read"}};  // an empty one included
  return parse_accounts(text.str());
}

}  // namespace teleware
