#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway {

// A password as it may be kept and shown: `$pbkdf2-sha256$<iterations>$<salt>$<hash>`, PBKDF2-HMAC-SHA256 (RFC
// 8018) with salt and hash of 16 and 32 octets in base64 with '.' for '+' and without padding, as passlib writes
// it.
class PasswordHash {
 public:
  static constexpr std::uint32_t usual_iterations = 210'000;  // some tens of milliseconds
  static constexpr std::uint32_t most_iterations = 2'000'000;

  PasswordHash() = default;  // none: no password is right

  // With a new salt from the system. Throws std::system_error when the system has none.
  static PasswordHash of(std::string_view plain, std::uint32_t iterations = usual_iterations);
  static std::optional<PasswordHash> parse(std::string_view text);
  static bool looks_like_one(std::string_view text);  // begins as one does; never taken for a plain password

  [[nodiscard]] bool is_set() const { return !text_.empty(); }
  [[nodiscard]] const std::string& text() const { return text_; }  // empty: none
  // Costs what making one costs, and as much time for a wrong password as for the right one. Any thread may ask.
  [[nodiscard]] bool verify(std::string_view plain) const;

  friend bool operator==(const PasswordHash&, const PasswordHash&) = default;

 private:
  explicit PasswordHash(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace gateway
