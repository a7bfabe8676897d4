#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/http/message.hpp"

namespace gateway::web {

inline constexpr std::size_t most_body = 64U << 10;  // octets of a form

// The value of the request's cookie of that name; nothing: it has none.
std::optional<std::string_view> cookie(const net::HttpRequest& request, std::string_view name);
std::string set_cookie(std::string_view name, std::string_view value);  // for this session of the browser
std::string forget_cookie(std::string_view name);

// Whether the request comes from one of our own pages, as far as the browser tells: a browser that sends Origin
// must name the host it asks (RFC 6454 §7). Who sends no Origin is judged by his token alone.
bool from_our_pages(const net::HttpRequest& request);

// A page, with all that a browser should know of it: nothing but our own style sheet and our own forms, in no
// frame, kept in no cache.
net::HttpResponse page(int status, std::string html);
net::HttpResponse redirect(const std::string& to);  // 303: after a POST, so that a reload repeats nothing
net::HttpResponse style_sheet();

}  // namespace gateway::web
