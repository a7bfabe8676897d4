#include "activator_mock/file_request.hpp"

#include <algorithm>

#include "net/http/url.hpp"

namespace activator {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_' || c == '-';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::optional<FileRequest> parse_file_request(std::string_view base, std::string_view target) {
  const auto path = net::url_path(target);
  std::string_view rest = path;
  if (!rest.starts_with(base) || !rest.substr(base.size()).starts_with('/')) return std::nullopt;
  rest.remove_prefix(base.size() + 1);
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto number = rest.substr(0, slash);
  const auto file = rest.substr(slash + 1);
  const bool good_number = !number.empty() && number.size() <= 64 && std::ranges::all_of(number, is_digit);
  const bool good_file =
      !file.empty() && file.size() <= 128 && file.front() != '.' && std::ranges::all_of(file, is_plain);
  if (!good_number || !good_file) return std::nullopt;
  return FileRequest{std::string(number), std::string(file)};
}

std::string spelled_for(net::MacAddress mac, std::string_view file) {
  std::string spelled(file);
  const auto stem = config_stem(mac);
  const auto at = std::search(spelled.begin(), spelled.end(), stem.begin(), stem.end(),
                              [](char given, char own) { return lower(given) == own; });
  if (at != spelled.end()) std::ranges::copy(stem, at);
  return spelled;
}

bool is_upload(net::MacAddress mac, std::string_view spelled) {
  const auto stem = config_stem(mac);
  return spelled == stem + "-boot.log" || spelled == stem + "-app.log";
}

}  // namespace activator
