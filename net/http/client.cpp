#include "net/http/client.hpp"

namespace net {

std::string to_string(HttpOutcome outcome) {
  switch (outcome) {
    case HttpOutcome::complete: return "complete";
    case HttpOutcome::cut: return "cut";
    case HttpOutcome::refused: return "refused";
    case HttpOutcome::unreachable: return "unreachable";
    case HttpOutcome::timed_out: return "timed_out";
    case HttpOutcome::reset: return "reset";
    case HttpOutcome::untrusted: return "untrusted";
    case HttpOutcome::no_tls: return "no_tls";
    case HttpOutcome::truncated: return "truncated";
    case HttpOutcome::malformed: return "malformed";
    case HttpOutcome::too_large: return "too_large";
  }
  return "unknown";
}

}  // namespace net
