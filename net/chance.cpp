#include "net/chance.hpp"

#include <bit>

namespace net {
namespace {

std::uint64_t splitmix(std::uint64_t& state) {
  auto z = state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

// FNV-1a, 64 bits: a published hash, so that the sub-stream of a name never depends on a library's std::hash.
std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

Chance::Chance(std::uint64_t seed) : seed_(seed), state_{} {
  for (auto& word : state_) word = splitmix(seed);
}

Chance Chance::stream(std::string_view actor) const {
  auto mixed = seed_ ^ fnv1a(actor);
  return Chance(splitmix(mixed));
}

std::uint64_t Chance::next() {
  const auto result = std::rotl(state_[1] * 5, 7) * 9;
  const auto shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Chance::below(std::uint64_t bound) {
  const auto unusable = (0 - bound) % bound;  // the first 2^64 mod bound values would make low results likelier
  for (;;) {
    const auto value = next();
    if (value >= unusable) return value % bound;
  }
}

double Chance::unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::string Chance::digits(std::size_t width) {
  std::string text(width, '0');
  for (auto& digit : text) digit = static_cast<char>('0' + below(10));
  return text;
}

}  // namespace net
