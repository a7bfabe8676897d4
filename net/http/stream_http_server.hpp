#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "net/http/routes.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"

namespace net {

// Serves a route table over accepted streams: `host.listen(80, server.acceptor())`. Connections are kept when the
// client wants them kept; requests on one are answered in order. Answers carry what their routes say,
// Content-Length, and Connection where it matters: no Date, no Server, nothing of the machine it runs on. Routes
// are called from the loop; their answers may come later, or after this server is gone, which does no harm.
class StreamHttpServer {
 public:
  using Accept = std::function<void(std::unique_ptr<Stream>)>;

  // `patience`: how long a connection may be silent between or within requests.
  StreamHttpServer(Loop& loop, std::vector<HttpRoute> routes, Duration patience = 60s);
  ~StreamHttpServer();  // resets its connections; not from inside a route
  StreamHttpServer(const StreamHttpServer&) = delete;
  StreamHttpServer& operator=(const StreamHttpServer&) = delete;

  Accept acceptor();  // may outlive the server: streams that come then are reset

 private:
  class Connection;
  struct Connections;
  std::shared_ptr<Connections> connections_;  // owned here; acceptors and late answers only look
};

}  // namespace net
