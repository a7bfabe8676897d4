#include "sim/capture.hpp"

namespace sim {
namespace {

// Block types and option codes of draft-ietf-opsawg-pcapng, in the writer's byte order (little-endian, said by the
// section header's magic).
constexpr std::uint32_t section_header = 0x0a0d0d0a, interface_description = 1, enhanced_packet = 6;
constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint16_t link_type_ethernet = 1, option_end = 0, option_user_application = 4, option_name = 2,
                        option_time_resolution = 9;

template <typename Number>
void put(net::Bytes& block, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i) {
    block.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i)));
  }
}

void put_padded(net::Bytes& block, net::BytesView bytes) {
  block.insert(block.end(), bytes.begin(), bytes.end());
  block.resize((block.size() + 3) / 4 * 4);
}

void put_option(net::Bytes& block, std::uint16_t code, net::BytesView value) {
  put(block, code);
  put(block, static_cast<std::uint16_t>(value.size()));
  put_padded(block, value);
}

void begin(net::Bytes& block, std::uint32_t type) {
  block.clear();
  put(block, type);
  put(block, std::uint32_t{0});  // the length, known at the end
}

void end(net::Bytes& block) {
  const auto length = static_cast<std::uint32_t>(block.size() + 4);
  put(block, length);
  for (std::size_t i = 0; i < 4; ++i) block[4 + i] = static_cast<std::uint8_t>(length >> (8 * i));
}

}  // namespace

Capture::Capture(const std::filesystem::path& file, std::span<const std::string> interfaces,
                 std::chrono::sys_seconds epoch)
    : file_(file), epoch_(epoch) {
  begin(block_, section_header);
  put(block_, byte_order_magic);
  put(block_, std::uint16_t{1});  // version 1.0
  put(block_, std::uint16_t{0});
  put(block_, ~std::uint64_t{0});  // section length: not said
  put_option(block_, option_user_application, net::as_bytes("dialtone"));
  put_option(block_, option_end, {});
  end(block_);
  file_.write(block_);

  for (const auto& name : interfaces) {
    begin(block_, interface_description);
    put(block_, link_type_ethernet);
    put(block_, std::uint16_t{0});
    put(block_, std::uint32_t{0});  // no snap length
    put_option(block_, option_name, net::as_bytes(name));
    const std::uint8_t nanoseconds = 9;
    put_option(block_, option_time_resolution, {&nanoseconds, 1});
    put_option(block_, option_end, {});
    end(block_);
    file_.write(block_);
  }
}

std::uint64_t Capture::add(std::size_t interface_index, net::TimePoint when, net::BytesView frame) {
  const auto stamp = static_cast<std::uint64_t>(
      (std::chrono::duration_cast<net::Duration>(epoch_.time_since_epoch()) + when.time_since_epoch()).count());
  begin(block_, enhanced_packet);
  put(block_, static_cast<std::uint32_t>(interface_index));
  put(block_, static_cast<std::uint32_t>(stamp >> 32));
  put(block_, static_cast<std::uint32_t>(stamp));
  put(block_, static_cast<std::uint32_t>(frame.size()));
  put(block_, static_cast<std::uint32_t>(frame.size()));
  put_padded(block_, frame);
  end(block_);
  file_.write(block_);
  return ++frames_;
}

}  // namespace sim
