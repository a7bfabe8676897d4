#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "net/http/routes.hpp"
#include "net/loop.hpp"

namespace net {

// Serves a route table on a kernel socket, through cpp-httplib. Its threads read and write the connections; routes
// are called on the loop, so they need no locks, may answer in a later turn, and keep nobody else waiting
// meanwhile. Each request in flight holds one of the threads. One request per connection (`Connection: close`).
//
// What differs from StreamHttpServer: the fields of a request come sorted by name, methods that HTTP does not know
// are answered 400, multipart bodies 415, and a body without a Content-Type is called text/plain.
class HttpServer {
 public:
  // Listens in the network namespace of the calling thread; port 0 takes a free one. Throws std::system_error when
  // the machine refuses. `loop` must take tasks from other threads (AsioLoop).
  // A request with more than `most_body` octets is answered 413.
  HttpServer(Loop& loop, Endpoint at, std::vector<HttpRoute> routes, unsigned threads = 64,
             std::size_t most_body = 64U << 20);
  // On the loop's thread (not from inside a route), or when the loop runs no more. Requests in flight end with 503,
  // or as reset connections; their late answers go nowhere.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace net
