#include "phones/boot_server.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "net/bytes.hpp"
#include "net/dns_name.hpp"
#include "net/http/url.hpp"

namespace phones {
namespace {

bool said(const std::optional<std::string>& text) { return text && !text->empty(); }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// A boot server name comes from whoever answered first: nothing in it may end a request line. Escapes are
// unsupported.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < '\x7f' && c != '\\' && c != '%'; });
}

// No top level domain is a number: what ends in one is a mistyped address (RFC 3696 §2).
bool is_host_name(const std::string& text) {
  const auto last = text.substr(text.find_last_of('.') + 1);
  return net::DnsName::parse(text) && !std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
}

std::string unreadable(std::string_view text, std::string_view problem) {
  return fmt::format("boot server '{}': {}", text, problem);
}

// A last element that ends in .cfg names a master configuration file (SIP 3.1 administrator's guide, A-2).
void split_master_file(BootServer& server) {
  const auto slash = server.base_path.rfind('/');
  if (slash == std::string::npos) return;
  const auto last = std::string_view(server.base_path).substr(slash + 1);
  if (last.size() < 5 || !last.ends_with(".cfg")) return;
  server.master_file = last;
  server.base_path.resize(slash);
}

}  // namespace

BootServerChoice choose_boot_server(const DhcpBehaviour& behaviour, const BootServerOptions& options,
                                    const std::optional<std::string>& static_server) {
  if (static_server) return {*static_server, "used the static boot server; DHCP is not asked"};
  const auto custom = fmt::format("option {}", behaviour.custom_option);
  const auto use = [](const std::optional<std::string>& text, std::string_view name) {
    return said(text) ? BootServerChoice{*text, fmt::format("used {}", name)}
                      : BootServerChoice{"", fmt::format("{} absent", name)};
  };
  switch (behaviour.boot_server) {
    case BootServerMode::option_66: return use(options.option66, "option 66");
    case BootServerMode::custom: return use(options.custom, custom);
    case BootServerMode::custom_then_66: break;
  }
  if (said(options.custom)) return use(options.custom, custom);
  if (said(options.option66)) return {*options.option66, fmt::format("used option 66; {} absent", custom)};
  return {"", fmt::format("{} and option 66 absent", custom)};
}

std::variant<BootServer, std::string> read_boot_server(std::string_view text) {
  if (!is_plain(text))
    return unreadable(net::hex(net::as_bytes(text)),
                      "holds a space, a backslash, a '%' or an unprintable character");
  if (text.find("://") == std::string_view::npos) {
    return unreadable(text, "names no protocol, and the factory's own choice, FTP, is not simulated");
  }
  const auto url = net::parse_url(text);
  if (!url) return unreadable(text, "is no URL");
  if (lower(url->scheme) != "http")
    return unreadable(text, fmt::format("{} is not simulated, only http", url->scheme));
  if (!url->user.empty()) return unreadable(text, "user and password are not simulated");
  const auto address = net::Ipv4Address::parse(url->host);
  if (!address && !is_host_name(url->host))
    return unreadable(text, fmt::format("'{}' is neither an IPv4 address nor a name", url->host));
  if (address && (address->is_any() || address->is_multicast() || address->is_broadcast())) {
    return unreadable(text, fmt::format("{} is no address of one host", url->host));
  }
  if (url->path.find_first_of("?#") != std::string::npos) return unreadable(text, "a query does not belong in it");

  const auto port = url->port != 0 ? url->port : std::uint16_t{80};
  BootServer server{{address.value_or(net::Ipv4Address::any()), port}, url->host, url->path, ""};
  if (address) server.host = net::to_string(*address);
  if (!address) server.name = url->host;
  if (port != 80) server.host += fmt::format(":{}", port);
  split_master_file(server);
  while (server.base_path.ends_with('/')) server.base_path.pop_back();
  return server;
}

std::string target_of(const BootServer& server, std::string_view file) {
  return fmt::format("{}/{}", server.base_path, file);
}

}  // namespace phones
