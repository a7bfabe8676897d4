#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

// The path of a request target: what stands before '?', percent-decoded; "" when an escape is broken. Of a target
// in absolute form (RFC 9112 §3.2.2) scheme and authority are left out. Dots and doubled slashes stay: the reader
// of files must judge them.
std::string url_path(std::string_view target);

// RFC 3986 §2: everything but letters, digits and "-._~" becomes %XX. For a form, a query, or one segment of a
// path.
std::string percent_encode(std::string_view text);
std::optional<std::string> percent_decode(std::string_view text);  // nullopt when an escape is broken

// application/x-www-form-urlencoded. Reading takes '+' and "%20" for a space, and a broken escape as it stands.
std::string form_encode(std::span<const std::pair<std::string, std::string>> fields);
std::vector<std::pair<std::string, std::string>> form_decode(std::string_view body);
std::optional<std::string> form_value(std::string_view body, std::string_view name);  // the first of that name

// "http://user:password@host:port/path": what is missing stays empty. nullopt when it is no URL of scheme://host
// form. Nothing is unescaped; the scheme becomes lower case.
struct Url {
  std::string scheme, user, password, host;
  std::uint16_t port = 0;  // the scheme's (http, https, ftp, tftp) when not written; 0 for a scheme not known here
  std::string path;        // with its leading slash and its query, or empty
};
std::optional<Url> parse_url(std::string_view text);

}  // namespace net
