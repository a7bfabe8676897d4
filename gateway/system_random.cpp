#include "gateway/system_random.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace gateway {

std::string system_random_digits(std::size_t width) {
  std::string digits;
  while (digits.size() < width) {
    std::array<std::uint8_t, 64> octets{};
    const auto got = getrandom(octets.data(), octets.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error(errno, std::generic_category(), "draw random digits");
    for (std::size_t i = 0; i < static_cast<std::size_t>(got) && digits.size() < width; ++i)
      if (octets[i] < 250) digits += static_cast<char>('0' + octets[i] % 10);  // 250 to 255 would favour 0 to 5
  }
  return digits;
}

}  // namespace gateway
