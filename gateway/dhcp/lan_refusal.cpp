#include "gateway/dhcp/lan_refusal.hpp"

#include <numeric>

namespace gateway {

std::string_view to_string(LanRefusal why) {
  switch (why) {
    case LanRefusal::truncated: return "dhcp refused: truncated";
    case LanRefusal::oversized: return "dhcp refused: oversized";
    case LanRefusal::fragment: return "dhcp refused: fragment";
    case LanRefusal::bad_header: return "dhcp refused: bad header";
    case LanRefusal::bad_checksum: return "dhcp refused: bad checksum";
    case LanRefusal::own_frame: return "dhcp refused: own frame";
    case LanRefusal::bad_source: return "dhcp refused: bad source";
    case LanRefusal::bad_operation: return "dhcp refused: bad operation";
    case LanRefusal::not_ethernet: return "dhcp refused: not an ethernet client";
    case LanRefusal::no_magic_cookie: return "dhcp refused: no magic cookie";
    case LanRefusal::no_message_type: return "dhcp refused: no message type";
    case LanRefusal::bad_option: return "dhcp refused: bad option";
    case LanRefusal::repeated_option: return "dhcp refused: repeated option";
    case LanRefusal::server_message: return "dhcp refused: server message";
    case LanRefusal::too_many_hops: return "dhcp refused: too many hops";
    case LanRefusal::bad_client: return "dhcp refused: bad client";
    case LanRefusal::foreign_client: return "dhcp refused: foreign client";
    case LanRefusal::foreign_address: return "dhcp refused: foreign address";
    case LanRefusal::unknown_relay: return "dhcp refused: unknown relay";
    case LanRefusal::foreign_lease: return "dhcp refused: foreign lease";
    case LanRefusal::no_address: return "dhcp refused: no address";
    case LanRefusal::no_free_address: return "dhcp refused: no free address";
    case LanRefusal::too_many_clients: return "dhcp refused: too many clients";
    case LanRefusal::arp_truncated: return "arp refused: truncated";
    case LanRefusal::arp_not_ipv4: return "arp refused: not ipv4 over ethernet";
    case LanRefusal::arp_bad_sender: return "arp refused: bad sender";
    case LanRefusal::arp_foreign_sender: return "arp refused: foreign sender";
    case LanRefusal::arp_own_address: return "arp refused: own address";
  }
  return "";
}

std::uint64_t LanRefusals::all() const { return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}); }

std::vector<std::pair<std::string, std::uint64_t>> LanRefusals::lines() const {
  std::vector<std::pair<std::string, std::uint64_t>> all;
  for (std::size_t i = 0; i < counts_.size(); ++i)
    all.emplace_back(to_string(static_cast<LanRefusal>(i)), counts_[i]);
  return all;
}

}  // namespace gateway
