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
  const auto* type = message.option(dhcp_option::message_type);
  if (type != nullptr && type->size() > 1) return DhcpFault::repeated_type;
  if (!message.type()) return DhcpFault::no_message_type;
  return message;
}

void write_option(const DhcpOption& option, Bytes& to) {
  assert(option.code != pad && option.code != overload && option.code != end);
  BytesView rest = option.value;
  do {
    const auto piece = rest.first(std::min(rest.size(), longest_piece));
    to.push_back(option.code);
    to.push_back(static_cast<std::uint8_t>(piece.size()));
    to.insert(to.end(), piece.begin(), piece.end());
    rest = rest.subspan(piece.size());
  } while (!rest.empty());
}

std::size_t written_size(const DhcpOption& option) {
  const auto pieces = std::max<std::size_t>(1, (option.value.size() + longest_piece - 1) / longest_piece);
  return option.value.size() + 2 * pieces;
}

// The three fields that can hold options. `file` and `sname` are empty when they hold none.
struct Fields {
  Bytes options, file, sname;
};

// Closes the fields: ends, and what the client must know to look into all of them.
void finish(Fields& fields) {
  const auto close = [](Bytes& field, std::size_t size) {
    if (field.empty()) return;
    field.push_back(end);
    field.resize(size, pad);
  };
  close(fields.file, file_size);
  close(fields.sname, sname_size);
  fields.options.push_back(end);
  fields.options.resize(std::max(fields.options.size(), least_size - fixed_size), pad);
}

// Everything in the options field.
Fields lay_out(const DhcpMessage& message) {
  Fields fields;
  fields.options.assign(magic_cookie.begin(), magic_cookie.end());
  for (const auto& option : message.options) write_option(option, fields.options);
  finish(fields);
  return fields;
}

constexpr std::size_t headers = 28;                 // IPv4 and UDP
constexpr std::size_t largest_unfragmented = 1500;  // on Ethernet, with what is for the relay

// What the options field has room for, and what there is, both without option 82. With it, all must fit into one
// frame.
struct Room {
  std::size_t octets;
  std::size_t wanted;
};
Room room(const DhcpMessage& message, std::size_t largest_datagram) {
  Room room{0, 0};
  std::size_t relay = 0;
  for (const auto& option : message.options)
    (option.code == dhcp_option::relay_agent_information ? relay : room.wanted) += written_size(option);
  const auto fixed = headers + fixed_size + magic_cookie.size() + 1;
  const auto client = std::max(largest_datagram, least_dhcp_datagram) - fixed;
  const auto frame = largest_unfragmented - fixed;
  if (relay <= frame) room.octets = std::min(client, frame - relay);
  return room;
}

// In which field each option goes, whole: the largest choose first, each the first field that has room. The message
// type and option 82 stay in the options field.
enum class Place : std::uint8_t { options, file, sname };
std::optional<std::vector<Place>> places(const std::vector<DhcpOption>& options, std::size_t octets) {
  constexpr std::size_t overload_size = 3;
  std::array<std::size_t, 3> left{octets, file_size - 1, sname_size - 1};
  const auto take = [&](std::size_t field, std::size_t size) {
    const bool fits = size <= left.at(field);
    if (fits) left.at(field) -= size;
    return fits;
  };
  if (!take(0, overload_size)) return std::nullopt;
  std::vector<Place> all(options.size(), Place::options);
  std::vector<std::size_t> free_to_choose;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].code == dhcp_option::message_type && !take(0, written_size(options[i]))) return std::nullopt;
    if (options[i].code != dhcp_option::message_type && options[i].code != dhcp_option::relay_agent_information)
      free_to_choose.push_back(i);
  }
  std::stable_sort(free_to_choose.begin(), free_to_choose.end(),
                   [&](auto one, auto other) { return written_size(options[one]) > written_size(options[other]); });
  for (const auto i : free_to_choose) {
    std::size_t field = 0;
    while (field < left.size() && !take(field, written_size(options[i]))) ++field;
    if (field == left.size()) return std::nullopt;
    all[i] = static_cast<Place>(field);
  }
  return all;
}

Fields overloaded(const DhcpMessage& message, const std::vector<Place>& places) {
  std::array<Bytes, 3> fields;
  for (std::size_t i = 0; i < places.size(); ++i)
    write_option(message.options[i], fields.at(static_cast<std::size_t>(places[i])));
  const auto used = static_cast<std::uint8_t>((fields[1].empty() ? 0 : 1) + (fields[2].empty() ? 0 : 2));
  Fields whole{{magic_cookie.begin(), magic_cookie.end()}, std::move(fields[1]), std::move(fields[2])};
  // One by one: g++ 12 takes an insertion here for one past the end.
  for (const auto octet : {overload, std::uint8_t{1}, used}) whole.options.push_back(octet);
  whole.options.insert(whole.options.end(), fields[0].begin(), fields[0].end());
  finish(whole);
  return whole;
}

}  // namespace

std::variant<DhcpMessage, DhcpFault> decode_dhcp(BytesView udp_payload) {
  try {
    return decode_checked(udp_payload);
  } catch (const Tins::exception_base&) {
    return DhcpFault::truncated;
  }
}

namespace {

Bytes encode(const DhcpMessage& message, const Fields& fields) {
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
  if (!fields.file.empty()) fixed.file(fields.file.data());
  if (!fields.sname.empty()) fixed.sname(fields.sname.data());
  fixed.vend(fields.options);
  return fixed.serialize();
}

}  // namespace

Bytes encode(const DhcpMessage& message) { return encode(message, lay_out(message)); }

Bytes encode(const DhcpMessage& message, std::size_t largest_datagram) {
  const auto [octets, wanted] = room(message, largest_datagram);
  if (wanted <= octets) return encode(message);
  const auto where = places(message.options, octets);
  assert(where);
  return encode(message, overloaded(message, *where));
}

bool fits(const DhcpMessage& message, std::size_t largest_datagram) {
  const auto [octets, wanted] = room(message, largest_datagram);
  return wanted <= octets || places(message.options, octets).has_value();
}

}  // namespace net
