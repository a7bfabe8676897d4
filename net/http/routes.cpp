#include "net/http/routes.hpp"

#include <algorithm>
#include <vector>

#include "net/http/url.hpp"

namespace net {
namespace {

bool matches(const HttpRoute& route, std::string_view path) {
  return path == route.prefix || (route.prefix.ends_with('/') && path.starts_with(route.prefix));
}

HttpResponse refusal(int status, HttpFields fields = {}) {
  fields.emplace_back("Content-Type", "text/plain");
  return {status, std::move(fields), std::string(reason_phrase(status)) + "\n"};
}

}  // namespace

void dispatch(std::span<const HttpRoute> routes, const HttpRequest& request, HttpRespond respond) {
  const auto path = url_path(request.target);
  std::vector<std::string_view> allowed;
  for (const auto& route : routes) {
    if (!matches(route, path)) continue;
    if (route.method == request.method) {
      route.handle(request, std::move(respond));
      return;
    }
    if (std::ranges::find(allowed, route.method) == allowed.end()) allowed.push_back(route.method);
  }
  if (allowed.empty()) {
    respond(refusal(404));
    return;
  }
  std::string list;
  for (const auto method : allowed) list += (list.empty() ? "" : ", ") + std::string(method);
  respond(refusal(405, {{"Allow", list}}));
}

}  // namespace net
