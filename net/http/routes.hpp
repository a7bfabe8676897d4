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

// The first matching row answers. Paths are compared percent-decoded, so that no spelling gets around a row. 404
// (no such path) and 405 (other methods have it, listed in Allow) are answered here, once, for every server. HEAD
// is a method like any other; a server sends its answer without the body.
void dispatch(std::span<const HttpRoute> routes, const HttpRequest& request, HttpRespond respond);

}  // namespace net
