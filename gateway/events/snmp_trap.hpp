#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "gateway/events/event.hpp"
#include "net/bytes.hpp"

namespace gateway {

inline constexpr std::uint16_t snmp_trap_port = 162;  // RFC 3417 §3.2

// What stands below the enterprise in a trap; SMG-MIB.txt says the same for those who read them. The vendor's own
// tree is not known to us: these numbers are ours.
inline constexpr std::uint32_t smg_mib_arc = 67;

using TimeTicks =
    std::chrono::duration<std::uint32_t, std::centi>;  // RFC 2578 §7.1.8: since the start, modulo 2^32

struct TrapContext {
  const SnmpSettings& snmp;
  std::string_view community;
  std::uint32_t request_id;
  TimeTicks up_time;
};

// The event as a message of version 2c with an SNMPv2-Trap-PDU (RFC 1901, RFC 3416 §4.2.6) in BER: sysUpTime.0,
// snmpTrapOID.0, then id, serial, time, class, subclass, severity, text, name, mac, ip, rand, option66. Never cut.
[[nodiscard]] net::Bytes encode_trap(const Event& event, const TrapContext& context);

}  // namespace gateway
