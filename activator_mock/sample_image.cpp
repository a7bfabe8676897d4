#include "activator_mock/sample_image.hpp"

#include <fmt/format.h>

#include "net/chance.hpp"

namespace activator {
namespace {

// Part numbers of the SoundPoint IP 330, 430, 450, 550, 650 and 670.
constexpr std::string_view hardware[] = {"2345-12200-001", "2345-11402-001", "2345-12450-001",
                                         "2345-12500-001", "2345-12600-001", "2345-12670-001"};

}  // namespace

std::string sample_image(const SampleImage& image) {
  auto text = fmt::format("DIALTONE SIMULATED IMAGE 1\nname: {}\nsize: {}\n", image.name, image.size);
  for (const auto part : hardware) text += fmt::format("hardware: {} version: {}\n", part, image.version);
  text += '\n';
  net::Chance filler = net::Chance(0).stream(image.name);
  text.reserve(image.size + 8);
  while (text.size() < image.size) {
    for (auto word = filler.next(), octet = std::uint64_t{0}; octet < 8; ++octet, word >>= 8) {
      text += static_cast<char>(word & 0xff);
    }
  }
  text.resize(image.size < text.size() ? image.size : text.size());
  return text;
}

}  // namespace activator
