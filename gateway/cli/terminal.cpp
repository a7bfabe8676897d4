#include "gateway/cli/terminal.hpp"

#include <istream>
#include <ostream>

#include "gateway/settings/text.hpp"

namespace gateway {

std::size_t converse(std::istream& in, std::ostream& out, std::string_view prompt,
                     const std::function<std::string(std::string_view line)>& ask) {
  std::size_t refused = 0;
  std::string line;
  while (out << prompt << std::flush, std::getline(in, line)) {
    const auto content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    if (same_ignoring_case(content, "exit") || same_ignoring_case(content, "quit")) return refused;
    const auto answer = ask(content);
    if (answer.starts_with("error: ")) ++refused;
    out << answer << (answer.empty() ? "" : "\n") << std::flush;
  }
  if (!prompt.empty()) out << '\n';
  return refused;
}

}  // namespace gateway
