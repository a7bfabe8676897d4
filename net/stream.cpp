#include "net/stream.hpp"

namespace net {

std::string to_string(StreamEnd end) {
  switch (end) {
    case StreamEnd::finished: return "finished";
    case StreamEnd::refused: return "refused";
    case StreamEnd::unreachable: return "unreachable";
    case StreamEnd::timed_out: return "timed out";
    case StreamEnd::reset: return "reset";
    case StreamEnd::untrusted: return "untrusted";
    case StreamEnd::no_tls: return "no TLS";
  }
  return "?";
}

}  // namespace net
