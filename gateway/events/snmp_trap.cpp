#include "gateway/events/snmp_trap.hpp"

#include <array>

#include "gateway/events/event_system.hpp"

namespace gateway {

namespace {

// The tags of BER (X.690 §8) and of SMIv2 (RFC 3416 §3) that a trap needs.
enum Tag : std::uint8_t {
  integer = 0x02,
  octet_string = 0x04,
  object_identifier = 0x06,
  sequence = 0x30,
  unsigned32 = 0x42,
  time_ticks = 0x43,
  trap_pdu = 0xa7,
};

constexpr std::uint32_t version_2c = 1;  // RFC 1901 §3

net::Bytes with_header(Tag tag, const net::Bytes& contents) {
  net::Bytes out{tag};
  const auto size = contents.size();
  if (size < 0x80) {
    out.push_back(static_cast<std::uint8_t>(size));
  } else if (size < 0x100) {
    out.insert(out.end(), {0x81, static_cast<std::uint8_t>(size)});
  } else {  // a datagram is below 65,536 octets
    out.insert(out.end(), {0x82, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
  }
  out.insert(out.end(), contents.begin(), contents.end());
  return out;
}

net::Bytes all_of(Tag tag, std::initializer_list<net::Bytes> parts) {
  net::Bytes contents;
  for (const auto& part : parts) contents.insert(contents.end(), part.begin(), part.end());
  return with_header(tag, contents);
}

// Two's complement in as few octets as will do; the values here are never negative.
net::Bytes number(Tag tag, std::uint32_t value) {
  net::Bytes contents;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const auto octet = static_cast<std::uint8_t>(value >> shift);
    if (!contents.empty() || octet != 0 || shift == 0) contents.push_back(octet);
  }
  if (contents.front() >= 0x80) contents.insert(contents.begin(), 0);
  return with_header(tag, contents);
}

net::Bytes text(std::string_view value) {
  const auto bytes = net::as_bytes(value);
  return with_header(octet_string, {bytes.begin(), bytes.end()});
}

// Base 128, all octets but the last of an arc with the high bit; the first two arcs are one number (X.690 §8.19).
net::Bytes oid(const std::vector<std::uint32_t>& arcs) {
  net::Bytes contents;
  const auto add = [&](std::uint64_t arc) {
    for (int shift = 35; shift > 0; shift -= 7)
      if (arc >> shift != 0) contents.push_back(static_cast<std::uint8_t>(0x80 | (arc >> shift & 0x7f)));
    contents.push_back(arc & 0x7f);
  };
  add(std::uint64_t{arcs[0]} * 40 + arcs[1]);
  for (std::size_t i = 2; i < arcs.size(); ++i) add(arcs[i]);
  return with_header(object_identifier, contents);
}

net::Bytes variable(const std::vector<std::uint32_t>& name, const net::Bytes& value) {
  return all_of(sequence, {oid(name), value});
}

std::vector<std::uint32_t> below(const SnmpSettings& snmp, std::initializer_list<std::uint32_t> arcs) {
  auto all = snmp.enterprise.arcs;
  all.push_back(smg_mib_arc);
  all.insert(all.end(), arcs);
  return all;
}

}  // namespace

net::Bytes encode_trap(const Event& event, const TrapContext& context) {
  const std::vector<std::uint32_t> sys_up_time{1, 3, 6, 1, 2, 1, 1, 3, 0};
  const std::vector<std::uint32_t> snmp_trap_oid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0};
  const std::array<net::Bytes, 12> values{
      text(event.id),
      text(event.serial),
      text(iso_time(event.time)),
      text(name(event.event_class)),
      number(unsigned32, event.subclass),
      number(integer, static_cast<std::uint32_t>(event.severity)),
      text(event.text),
      text(event.name),
      text(event.mac),
      text(event.ip),
      text(event.rand),
      text(event.option66),
  };
  net::Bytes variables;
  const auto add = [&](const net::Bytes& one) { variables.insert(variables.end(), one.begin(), one.end()); };
  add(variable(sys_up_time, number(time_ticks, context.up_time.count())));
  add(variable(snmp_trap_oid, oid(below(context.snmp, {0, 1}))));
  for (std::uint32_t i = 0; i < values.size(); ++i) add(variable(below(context.snmp, {1, i + 1, 0}), values[i]));
  const auto request_id = context.request_id & 0x7fffffff;
  const auto pdu = all_of(trap_pdu, {number(integer, request_id), number(integer, 0), number(integer, 0),
                                     with_header(sequence, variables)});
  return all_of(sequence, {number(integer, version_2c), text(context.community), pdu});
}

}  // namespace gateway
