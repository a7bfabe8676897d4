#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>

namespace net {

// Whose certificate a TLS client accepts.
struct TlsTrust {
  std::string ca_file{};  // PEM, the authorities it believes; empty: the machine's own store
  std::string name{};     // whom the certificate must be for, and what SNI says; empty: the address connected to
  std::optional<std::chrono::sys_seconds> at{};  // when it must be valid; nothing: now, by the machine's clock
  friend auto operator<=>(const TlsTrust&, const TlsTrust&) = default;
};

}  // namespace net
