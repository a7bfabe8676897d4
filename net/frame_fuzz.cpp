#include <cstdlib>

#include "net/checksum.hpp"
#include "net/frame.hpp"

namespace {

using net::Bytes;
using net::BytesView;

void put(Bytes& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

// Makes the IPv4 checksum right, and that of what lies within, or the fuzzer would hardly ever get past them.
Bytes mended(Bytes frame) {
  constexpr std::size_t ip = 14;
  if (frame.size() < ip + 20) return frame;
  const std::size_t header = std::size_t{frame[ip]} % 16 * 4;
  if (header < 20 || frame.size() < ip + header) return frame;
  put(frame, ip + 10, 0);
  put(frame, ip + 10, net::Checksum().add(BytesView(frame).subspan(ip, header)).value());

  const auto total = static_cast<std::size_t>(frame[ip + 2] << 8 | frame[ip + 3]);
  if (total < header || total > frame.size() - ip) return frame;
  const auto protocol = frame[ip + 9];
  const std::size_t size = total - header;
  const std::size_t field = protocol == 6 ? 16 : protocol == 17 ? 6 : 2;
  if (size < field + 2) return frame;
  put(frame, ip + header + field, 0);
  net::Checksum sum;
  if (protocol != 1) {
    sum.add(BytesView(frame).subspan(ip + 12, 8))
        .add(std::uint16_t{protocol})
        .add(static_cast<std::uint16_t>(size));
  }
  put(frame, ip + header + field, sum.add(BytesView(frame).subspan(ip + header, size)).value());
  return frame;
}

// What decodes must encode to something that decodes to the same.
void check(BytesView bytes) {
  const auto first = net::decode_frame(bytes);
  if (!std::holds_alternative<net::Frame>(first)) return;
  auto frame = std::get<net::Frame>(first);
  const auto second = net::decode_frame(net::encode(frame));
  if (auto* unknown = std::get_if<net::UnknownEtherType>(&frame.payload); unknown && unknown->bytes.size() < 46) {
    unknown->bytes.resize(46);  // of a payload nobody understands the padding is a part
  }
  if (!std::holds_alternative<net::Frame>(second) || std::get<net::Frame>(second) != frame) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check({data, size});
  check(mended(Bytes(data, data + size)));
  return 0;
}
