#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"
#include "net/http/client.hpp"

namespace gateway {

// Where a request of the HTTP client goes, and how: over TLS when `limits.tls` says whom to believe.
struct HttpDestination {
  net::Endpoint server;
  std::string target;  // path and query
  net::HttpLimits limits;
};

// `path` begins with '/' and is one of the file server, by HTTPS if `Secure Downloads` says so; or it is a full
// http:// or https:// URL on an IPv4 address. Nothing when it is neither, or there is no file server. Port 80, or
// 443 for HTTPS, where none is written.
[[nodiscard]] std::optional<HttpDestination> http_destination(const HttpClientSettings& settings,
                                                              std::string_view path);

// For people: "https://193.164.253.250:8443".
std::string to_string(const HttpDestination& destination);

}  // namespace gateway
