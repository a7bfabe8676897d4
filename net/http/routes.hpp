#pragma once

#include <functional>
#include <span>
#include <string>

#include "net/http/message.hpp"

namespace net {

using HttpRespond = std::function<void(HttpResponse)>;  // to be called once, now or in a later turn of the loop
using HttpHandler = std::function<void(const HttpRequest&, HttpRespond)>;

// A row of a server's table. `prefix` matches a path that equals it, or begins with it when it ends in '/'.
struct HttpRoute {
  std::string method;
  std::string prefix;
  HttpHandler handle;
};

// The first matching row answers. 404 (no such path) and 405 (other methods have it) are answered here, once, for
// every server.
void dispatch(std::span<const HttpRoute> routes, const HttpRequest& request, HttpRespond respond);

}  // namespace net
