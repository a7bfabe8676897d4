#include "gateway/line_writer.hpp"

#include <unistd.h>

#include <cerrno>

namespace gateway {

void LineWriter::write(std::string_view line) {
  if (waiting_.empty()) turn_ends_ = loop_.at(loop_.now(), [this] { flush(); });
  waiting_ += line;
  waiting_ += '\n';
}

// A reader that has gone is no reason to stop.
void LineWriter::flush() {
  std::string_view left = waiting_;
  while (!left.empty()) {
    const auto written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  waiting_.clear();
}

}  // namespace gateway
