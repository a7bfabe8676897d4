#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/address.hpp"

namespace net {

// Header fields in the order they stand on the wire. Names compare without case.
using HttpFields = std::vector<std::pair<std::string, std::string>>;
std::optional<std::string_view> field(const HttpFields& fields, std::string_view name);  // the first of that name
bool same_name(std::string_view a, std::string_view b);

struct HttpRequest {
  std::string method;      // "GET", as on the wire
  std::string target;      // path and query, still escaped: "/a%20b?x=1"
  HttpFields fields = {};  // Host and Content-Length are added by the client when missing
  std::string body = {};
  std::optional<Endpoint> peer = std::nullopt;  // who asked; only on a server's side
};

struct HttpResponse {
  int status = 200;
  HttpFields fields = {};  // Content-Length is added by the server
  std::string body = {};
};

std::string_view reason_phrase(int status);  // RFC 9110 §15; "Unknown" for a status it does not name

}  // namespace net
