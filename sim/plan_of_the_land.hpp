#pragma once

#include "net/address.hpp"

namespace sim {

// Addresses that both worlds share. The WAN's are those of the vendor's note; the LAN's come from the gateway's
// settings. The MACs are locally administered, and the same in every run so that captures can be compared.
namespace land {

inline constexpr net::MacAddress gateway_lan_mac({0x02, 0x00, 0x5e, 0x00, 0x00, 0x01});
inline constexpr net::MacAddress gateway_wan_mac({0x02, 0x00, 0x5e, 0x00, 0x00, 0x02});
inline constexpr net::MacAddress core_mac({0x02, 0x00, 0x5e, 0x00, 0x00, 0x03});
inline constexpr net::MacAddress teleware_mac({0x02, 0x00, 0x5e, 0x00, 0x00, 0x04});  // in memory only
inline constexpr net::MacAddress probe_mac({0x02, 0x00, 0x5e, 0x00, 0x00,
                                            0x05});  // asks another gateway, live only

inline constexpr net::Ipv4Network gateway_wan{net::Ipv4Address(193, 164, 253, 1), 24};
inline constexpr net::Ipv4Network core{net::Ipv4Address(193, 164, 253, 250), 24};  // Activator, provisioning server
inline constexpr net::Ipv4Network teleware{net::Ipv4Address(193, 164, 253, 251), 24};  // in memory only

inline constexpr std::uint16_t http_port = 80;

}  // namespace land
}  // namespace sim
