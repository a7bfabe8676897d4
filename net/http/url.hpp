#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

std::string url_path(std::string_view target);  // the part before '?', percent-decoded; "" when an escape is broken
std::string percent_encode(std::string_view text);                                    // for a form or a query
std::string form_encode(std::span<const std::pair<std::string, std::string>> fields);  // application/x-www-form-urlencoded
std::vector<std::pair<std::string, std::string>> form_decode(std::string_view body);
std::optional<std::string> form_value(std::string_view body, std::string_view name);

// "http://user:password@host:port/path": what is missing stays empty. nullopt when it is no URL of scheme://host form.
struct Url {
  std::string scheme, user, password, host;
  std::uint16_t port = 0;  // the scheme's default when not written; 0 when the scheme has none known
  std::string path;        // with its leading slash, or empty
};
std::optional<Url> parse_url(std::string_view text);

}  // namespace net
