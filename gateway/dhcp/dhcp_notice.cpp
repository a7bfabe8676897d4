#include "gateway/dhcp/dhcp_notice.hpp"

namespace gateway {

std::string_view to_string(Notice notice) {
  switch (notice) {
    case Notice::granted: return "lease granted";
    case Notice::renewed: return "lease renewed";
    case Notice::released: return "lease released";
    case Notice::expired: return "lease expired";
    case Notice::declined: return "address declined";
    case Notice::conflict: return "address conflict";
    case Notice::pool_exhausted: return "pool exhausted";
    case Notice::starvation: return "starvation";
  }
  return "";
}

}  // namespace gateway
