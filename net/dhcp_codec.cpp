// libtins reads and writes the fixed part of the message. The options are ours: libtins knows neither option
// overload nor split options, takes the padding after the end for options, and never writes more than 255 octets of
// one.
#include <tins/bootp.h>
#include <tins/exceptions.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "net/dhcp_message.hpp"
#include "net/tins_address.hpp"

namespace net {
namespace {

constexpr std::size_t fixed_size = 236;  // up to and with `file`: what RFC 951 calls everything before vend
constexpr std::size_t least_size = 300;
constexpr std::size_t sname_size = 64, file_size = 128;
constexpr std::array<std::uint8_t, 4> magic_cookie{99, 130, 83, 99};  // RFC 2131 §3
constexpr std::uint16_t broadcast_flag = 0x8000;
constexpr std::uint8_t pad = 0, overload = 52, end = 255;
constexpr std::size_t longest_piece = 255;

// Reads one field up to its end option; false when there is none. Pieces of one code become one value (RFC 3396
// §7).
bool read_options(BytesView field, std::vector<DhcpOption>& into) {
  for (std::size_t at = 0; at < field.size();) {
    const auto code = field[at++];
    if (code == pad) continue;
    if (code == end) return true;
    if (at == field.size() || field.size() - at - 1 < field[at]) return false;
    const auto piece = field.subspan(at + 1, field[at]);
    at += 1 + piece.size();
    auto whole = std::find_if(into.begin(), into.end(), [&](const auto& option) { return option.code == code; });
    if (whole == into.end()) whole = into.insert(into.end(), {code, {}});
    whole->value.insert(whole->value.end(), piece.begin(), piece.end());
  }
  return false;
}

// Option 52 says that file, sname or both hold options too, in that order (RFC 2132 §9.3, RFC 3396 §5). It
// describes the bytes, not the message, so it does not stay.
bool read_overload(const Tins::BootP& fixed, std::vector<DhcpOption>& options) {
  const auto is_overload = [](const auto& option) { return option.code == overload; };
  const auto found = std::find_if(options.begin(), options.end(), is_overload);
  if (found == options.end()) return true;
  if (found->value.size() != 1 || found->value[0] < 1 || found->value[0] > 3) return false;
  const auto fields = found->value[0];
  if ((fields & 1) != 0 && !read_options({fixed.file(), file_size}, options)) return false;
  if ((fields & 2) != 0 && !read_options({fixed.sname(), sname_size}, options)) return false;
  std::erase_if(options, is_overload);
  return true;
}

std::variant<DhcpMessage, DhcpFault> decode_checked(BytesView bytes) {
  if (bytes.size() < fixed_size + magic_cookie.size()) return DhcpFault::truncated;
  const Tins::BootP fixed(bytes.data(), fixed_size, 0);
  if (fixed.opcode() != Tins::BootP::BOOTREQUEST && fixed.opcode() != Tins::BootP::BOOTREPLY) {
    return DhcpFault::bad_operation;
  }
  if (fixed.htype() != 1 || fixed.hlen() != 6) return DhcpFault::not_ethernet;
  const auto variable = bytes.subspan(fixed_size);
  if (!std::equal(magic_cookie.begin(), magic_cookie.end(), variable.begin())) return DhcpFault::no_magic_cookie;

  MacAddress::Bytes mac{};
  const auto chaddr = fixed.chaddr();
  std::copy_n(chaddr.begin(), mac.size(), mac.begin());
  DhcpMessage message{MacAddress(mac)};
  message.request = fixed.opcode() == Tins::BootP::BOOTREQUEST;
  message.xid = fixed.xid();
  message.secs = fixed.secs();
  message.broadcast = (fixed.padding() & broadcast_flag) != 0;
  message.hops = fixed.hops();
  message.ciaddr = from_tins(fixed.ciaddr());
  message.yiaddr = from_tins(fixed.yiaddr());
  message.siaddr = from_tins(fixed.siaddr());
  message.giaddr = from_tins(fixed.giaddr());
  if (!read_options(variable.subspan(magic_cookie.size()), message.options)) return DhcpFault::truncated;
  if (!read_overload(fixed, message.options)) return DhcpFault::bad_option;
  if (!message.type()) return DhcpFault::no_message_type;
  return message;
}

Bytes variable_part(const DhcpMessage& message) {
  Bytes bytes(magic_cookie.begin(), magic_cookie.end());
  for (const auto& option : message.options) {
    assert(option.code != pad && option.code != overload && option.code != end);
    BytesView rest = option.value;
    do {
      const auto piece = rest.first(std::min(rest.size(), longest_piece));
      bytes.push_back(option.code);
      bytes.push_back(static_cast<std::uint8_t>(piece.size()));
      bytes.insert(bytes.end(), piece.begin(), piece.end());
      rest = rest.subspan(piece.size());
    } while (!rest.empty());
  }
  bytes.push_back(end);
  bytes.resize(std::max(bytes.size(), least_size - fixed_size), pad);
  return bytes;
}

}  // namespace

std::variant<DhcpMessage, DhcpFault> decode_dhcp(BytesView udp_payload) {
  try {
    return decode_checked(udp_payload);
  } catch (const Tins::exception_base&) {
    return DhcpFault::truncated;
  }
}

Bytes encode(const DhcpMessage& message) {
  Tins::BootP fixed;
  fixed.opcode(message.request ? Tins::BootP::BOOTREQUEST : Tins::BootP::BOOTREPLY);
  fixed.htype(1);
  fixed.hlen(6);
  fixed.hops(message.hops);
  fixed.xid(message.xid);
  fixed.secs(message.secs);
  fixed.padding(message.broadcast ? broadcast_flag : 0);
  fixed.ciaddr(to_tins(message.ciaddr));
  fixed.yiaddr(to_tins(message.yiaddr));
  fixed.siaddr(to_tins(message.siaddr));
  fixed.giaddr(to_tins(message.giaddr));
  fixed.chaddr(to_tins(message.chaddr));
  fixed.vend(variable_part(message));
  return fixed.serialize();
}

}  // namespace net
