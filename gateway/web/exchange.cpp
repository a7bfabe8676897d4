#include "gateway/web/exchange.hpp"

#include <algorithm>

#include "gateway/settings/text.hpp"
#include "gateway/web/style_sheet.hpp"

namespace gateway::web {

namespace {

// Referrer-Policy is same-origin and not no-referrer, under which browsers send our own forms with "Origin: null".
net::HttpFields common_fields() {
  return {{"Content-Security-Policy",
           "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "same-origin"}};
}

}  // namespace

std::optional<std::string_view> cookie(const net::HttpRequest& request, std::string_view name) {
  for (const auto& [field, value] : request.fields) {
    if (!net::same_name(field, "Cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

std::string set_cookie(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Strict";
}

std::string forget_cookie(std::string_view name) { return set_cookie(name, "") + "; Max-Age=0"; }

bool from_our_pages(const net::HttpRequest& request) {
  const auto host = net::field(request.fields, "Host");
  if (!host || host->empty()) return false;
  const auto origin = net::field(request.fields, "Origin");
  return !origin || same_ignoring_case(*origin, "http://" + std::string(*host));
}

net::HttpResponse page(int status, std::string html) {
  net::HttpResponse response{status, common_fields(), std::move(html)};
  response.fields.emplace_back("Content-Type", "text/html; charset=utf-8");
  response.fields.emplace_back("Cache-Control", "no-store");
  return response;
}

net::HttpResponse redirect(const std::string& to) {
  net::HttpResponse response{303, common_fields(), {}};
  response.fields.emplace_back("Location", to);
  response.fields.emplace_back("Cache-Control", "no-store");
  return response;
}

net::HttpResponse style_sheet() {
  net::HttpResponse response{200, common_fields(), std::string(style_sheet_text)};
  response.fields.emplace_back("Content-Type", "text/css; charset=utf-8");
  response.fields.emplace_back("Cache-Control", "max-age=300");
  return response;
}

}  // namespace gateway::web
