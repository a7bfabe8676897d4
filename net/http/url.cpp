#include "net/http/url.hpp"

#include <algorithm>
#include <charconv>

namespace net {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::optional<char> escaped_octet(std::string_view two) {
  unsigned value = 0;
  if (two.size() < 2) return std::nullopt;
  const auto [end, error] = std::from_chars(two.data(), two.data() + 2, value, 16);
  if (error != std::errc() || end != two.data() + 2) return std::nullopt;
  return static_cast<char>(value);
}

std::string form_text(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = text[i] == '%' ? escaped_octet(text.substr(i + 1)) : std::nullopt;
    plain += octet ? *octet : text[i] == '+' ? ' ' : text[i];
    if (octet) i += 2;
  }
  return plain;
}

std::uint16_t default_port(std::string_view scheme) {
  if (scheme == "http") return 80;
  if (scheme == "https") return 443;
  if (scheme == "ftp") return 21;
  if (scheme == "tftp") return 69;
  return 0;
}

// "host" or "host:port", with "host:" meaning the default port (RFC 3986 §3.2.3).
bool read_host(std::string_view text, Url& url) {
  const auto colon = text.find(':');
  url.host = text.substr(0, colon);
  url.port = default_port(url.scheme);
  if (colon != std::string_view::npos && colon + 1 < text.size()) {
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    if (error != std::errc() || end != digits.data() + digits.size() || url.port == 0) return false;
  }
  return !url.host.empty() && std::ranges::all_of(url.host, is_unreserved);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const auto octet = escaped_octet(text.substr(i + 1));
    if (!octet) return std::nullopt;
    plain += *octet;
    i += 2;
  }
  return plain;
}

std::string url_path(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (!target.starts_with('/')) {
    if (const auto authority = target.find("://"); authority != std::string_view::npos) {
      const auto slash = target.find('/', authority + 3);
      if (slash == std::string_view::npos) return "/";
      target.remove_prefix(slash);
    }
  }
  return percent_decode(target).value_or("");
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (is_unreserved(c)) {
      escaped += c;
    } else {
      const auto octet = static_cast<unsigned char>(c);
      escaped += {'%', digits[octet >> 4], digits[octet & 15]};
    }
  }
  return escaped;
}

std::string form_encode(std::span<const std::pair<std::string, std::string>> fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    body += percent_encode(name) + '=' + percent_encode(value);
  }
  return body;
}

std::vector<std::pair<std::string, std::string>> form_decode(std::string_view body) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const auto pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    fields.emplace_back(form_text(pair.substr(0, equals)),
                        form_text(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return fields;
}

std::optional<std::string> form_value(std::string_view body, std::string_view name) {
  for (auto& [key, value] : form_decode(body)) {
    if (key == name) return std::move(value);
  }
  return std::nullopt;
}

std::optional<Url> parse_url(std::string_view text) {
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return std::nullopt;
  Url url;
  for (const char c : text.substr(0, colon)) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return std::nullopt;
    url.scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  text.remove_prefix(colon + 3);
  if (std::ranges::any_of(text, [](char c) { return c == ' ' || (c >= 0 && c < 0x20) || c == 0x7f; })) {
    return std::nullopt;
  }

  const auto slash = std::min(text.find('/'), text.size());
  auto authority = text.substr(0, slash);
  url.path = text.substr(slash);
  // A password may hold an '@' of its own, as field engineers type them: the last one ends it.
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    const auto account = authority.substr(0, at);
    const auto separator = std::min(account.find(':'), account.size());
    url.user = account.substr(0, separator);
    url.password = account.substr(std::min(separator + 1, account.size()));
    authority.remove_prefix(at + 1);
  }
  if (!read_host(authority, url)) return std::nullopt;
  return url;
}

}  // namespace net
