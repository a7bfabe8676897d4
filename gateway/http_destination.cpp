#include "gateway/http_destination.hpp"

#include "net/http/url.hpp"

namespace gateway {

namespace {

constexpr std::uint16_t usual_port(bool secure) { return secure ? 443 : 80; }

}  // namespace

std::optional<HttpDestination> http_destination(const HttpClientSettings& settings, std::string_view path) {
  HttpDestination destination{{net::Ipv4Address::any(), 0}, std::string(path), {}};
  bool secure = settings.secure;
  if (path.starts_with('/')) {
    if (!settings.server) return std::nullopt;
    destination.server = settings.server->endpoint(usual_port(secure));
  } else {
    const auto url = net::parse_url(path);
    const auto address = url ? net::Ipv4Address::parse(url->host) : std::nullopt;
    if (!address || (url->scheme != "http" && url->scheme != "https")) return std::nullopt;
    secure = url->scheme == "https";
    destination.server = {*address, url->port};
    destination.target = url->path.empty() ? "/" : url->path;
  }
  destination.limits.connect = settings.connect_timeout;
  destination.limits.inactivity = settings.inactivity_timeout;
  if (secure)
    destination.limits.tls = net::TlsTrust{.ca_file = settings.ca_file, .name = settings.certificate_name};
  return destination;
}

std::string to_string(const HttpDestination& destination) {
  const bool secure = destination.limits.tls.has_value();
  const auto& server = destination.server;
  return (secure ? "https://" : "http://") +
         (server.port == usual_port(secure) ? to_string(server.address) : to_string(server));
}

}  // namespace gateway
