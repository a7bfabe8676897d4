#include "gateway/cli/download_request.hpp"

#include <algorithm>

#include "net/http/url.hpp"

namespace gateway {

namespace {

constexpr std::size_t longest_name = 255;

Refusal need(std::string_view words, std::string_view example) {
  return {std::string(words) + " is not set", "type: Set " + std::string(words) + " " + std::string(example)};
}

std::string with_serial(std::string_view name, std::string_view serial) {
  std::string text(name);
  for (auto at = text.find("$$"); at != std::string::npos; at = text.find("$$", at + serial.size()))
    text.replace(at, 2, serial);
  return text;
}

// What would end a request line or is no ASCII is escaped; what already is an escape stays.
std::string escape_rest(std::string_view text) {
  std::string escaped;
  for (const char letter : text)
    escaped += letter > ' ' && letter < '\x7f' ? std::string(1, letter) : net::percent_encode({&letter, 1});
  return escaped;
}

std::string escape_path(std::string_view text) {
  std::string escaped;
  for (const char letter : text)
    escaped += letter == '/' ? std::string(1, letter) : net::percent_encode({&letter, 1});
  return escaped;
}

std::string safe_file_name(std::string_view name) {
  name = name.substr(0, name.find('?'));
  std::string last(name.substr(name.rfind('/') + 1));
  std::ranges::replace_if(
      last, [](char letter) { return letter < ' ' || letter == '\x7f'; }, '_');
  return last.find_first_not_of('.') == std::string::npos ? "download" : last;
}

}  // namespace

std::variant<DownloadRequest, Refusal> download_request(const Settings& settings, std::string_view name) {
  const auto& http = settings.http;
  const bool made_for_us = name.find("$$") != std::string_view::npos;
  const bool as_it_is = !made_for_us && name.starts_with('/');
  if (name.empty() || name.size() > longest_name)
    return Refusal{"a file's name has 1 to 255 characters", "type: hdl <name>"};
  if (!http.enabled) return Refusal{"the HTTP client is off", "type: Set Http Client Enabled yes"};
  if (made_for_us && http.activator_download_path.text.empty())
    return need("Http Client Activator Download Path", "/activator/fileServer.asp");
  const auto& path = made_for_us ? http.activator_download_path.text : http.download_path.text;
  auto destination = http_destination(http, as_it_is || path.empty() ? "/" : path);
  if (!destination) return need("Http Client File Server Ip Address", "193.164.253.250");
  const auto whole_name = with_serial(name, settings.serial);
  const auto base = escape_rest(destination->target);
  if (made_for_us) {
    const auto* const mark = base.find('?') == std::string::npos ? "?file=" : "&file=";
    destination->target = base + mark + net::percent_encode(whole_name);
  } else {
    const auto* const slash = base.ends_with('/') ? "" : "/";
    destination->target = as_it_is ? escape_rest(whole_name) : base + slash + escape_path(whole_name);
  }
  return DownloadRequest{std::move(*destination), safe_file_name(whole_name)};
}

std::string to_url(const DownloadRequest& request) {
  return to_string(request.destination) + request.destination.target;
}

}  // namespace gateway
