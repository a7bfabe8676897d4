#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// A domain name (RFC 1035 §3.1): labels of 1 to 63 octets, 255 in all as a message carries them. Letters keep their
// case and are compared without it (RFC 4343). Regular: copy, compare, print.
class DnsName {
 public:
  static constexpr std::size_t longest_label = 63, longest = 255;  // the latter with lengths and the root's zero

  DnsName() = default;  // the root

  // A name as people write it, "provisioning.example.net", a last dot allowed: letters, digits, '-' and '_'.
  static std::optional<DnsName> parse(std::string_view text);

  // Adds a label at the right end, whatever its octets; false, and nothing done, when it does not fit.
  [[nodiscard]] bool append(std::string_view label);

  [[nodiscard]] const std::string& labels() const {
    return labels_;
  }  // as a message carries it, less the last zero
  [[nodiscard]] bool is_root() const { return labels_.empty(); }
  friend bool operator==(const DnsName& one, const DnsName& other) { return (one <=> other) == 0; }
  friend std::weak_ordering operator<=>(const DnsName& one, const DnsName& other);

 private:
  std::string labels_;  // each after its length
};

std::string to_string(const DnsName& name);  // unprintable octets, dots and backslashes as \DDD; "." for the root

}  // namespace net
