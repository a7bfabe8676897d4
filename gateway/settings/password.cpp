#include "gateway/settings/password.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace gateway {

namespace {

using Octets = std::vector<unsigned char>;

constexpr std::string_view scheme = "$pbkdf2-sha256$";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";
constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;

// Base64 (RFC 4648) with '.' for '+', without padding.
std::string encode(const Octets& octets) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const auto octet : octets) {
    bits = bits << 8 | octet;
    for (held += 8; held >= 6; held -= 6) text += letters[bits >> (held - 6) & 63];
  }
  if (held > 0) text += letters[bits << (6 - held) & 63];
  return text;
}

// Nothing when the text is not how `encode` writes so many octets.
std::optional<Octets> decode(std::string_view text, std::size_t size) {
  Octets octets;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char letter : text) {
    const auto value = letters.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    octets.push_back(static_cast<unsigned char>(bits >> held & 255));
  }
  return octets.size() == size && encode(octets) == text ? std::optional(octets) : std::nullopt;
}

struct Parts {
  std::uint32_t iterations;
  Octets salt;
  Octets hash;
};

std::optional<Parts> split(std::string_view text) {
  if (!text.starts_with(scheme)) return std::nullopt;
  text.remove_prefix(scheme.size());
  std::uint32_t iterations = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), iterations);
  const auto used = static_cast<std::size_t>(end - text.data());
  const auto dollar = text.find('$', used + 1);
  if (error != std::errc{} || iterations == 0 || iterations > PasswordHash::most_iterations ||
      text.front() == '0' || used >= text.size() || text[used] != '$' || dollar == std::string_view::npos)
    return std::nullopt;
  auto salt = decode(text.substr(used + 1, dollar - used - 1), salt_size);
  auto hash = decode(text.substr(dollar + 1), hash_size);
  if (!salt || !hash) return std::nullopt;
  return Parts{iterations, std::move(*salt), std::move(*hash)};
}

Octets derive(std::string_view plain, const Octets& salt, std::uint32_t iterations) {
  Octets hash(hash_size);
  const auto made =
      PKCS5_PBKDF2_HMAC(plain.data(), static_cast<int>(plain.size()), salt.data(), static_cast<int>(salt.size()),
                        static_cast<int>(iterations), EVP_sha256(), static_cast<int>(hash.size()), hash.data());
  if (made != 1) throw std::runtime_error("hash a password: the cryptographic library refuses");
  return hash;
}

Octets new_salt() {
  Octets salt(salt_size);
  if (::getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size()))
    throw std::system_error(errno, std::generic_category(), "draw a salt");
  return salt;
}

}  // namespace

PasswordHash PasswordHash::of(std::string_view plain, std::uint32_t iterations) {
  const auto salt = new_salt();
  return PasswordHash(std::string(scheme) + std::to_string(iterations) + "$" + encode(salt) + "$" +
                      encode(derive(plain, salt, iterations)));
}

std::optional<PasswordHash> PasswordHash::parse(std::string_view text) {
  return split(text) ? std::optional(PasswordHash(std::string(text))) : std::nullopt;
}

bool PasswordHash::looks_like_one(std::string_view text) { return text.starts_with(scheme); }

bool PasswordHash::verify(std::string_view plain) const {
  const auto parts = split(text_);
  if (!parts) return false;
  const auto derived = derive(plain, parts->salt, parts->iterations);
  return CRYPTO_memcmp(derived.data(), parts->hash.data(), hash_size) == 0;
}

}  // namespace gateway
