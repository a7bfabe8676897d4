#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "net/http/routes.hpp"
#include "net/loop.hpp"

namespace net {

// Where a server's threads meet the loop: a thread asks and sleeps, the loop dispatches, the answer wakes the
// thread. Shared by the server, by the tasks that wait in the loop, and by answers that have not been given yet.
class HttpServerBridge : public std::enable_shared_from_this<HttpServerBridge> {
 public:
  HttpServerBridge(Loop& loop, std::vector<HttpRoute> routes) : loop_(loop), routes_(std::move(routes)) {}

  // From any thread but the loop's. nullopt when the bridge closes before the answer comes.
  std::optional<HttpResponse> ask(HttpRequest request);

  // On the loop's thread. Wakes all who wait; from now on no route is called and no question waits.
  void close();

 private:
  struct Question {
    HttpRequest request;
    std::optional<HttpResponse> response;
    std::condition_variable answered;
  };
  void dispatch_on_loop(const std::shared_ptr<Question>& question);
  void answer(Question& question, HttpResponse response);

  Loop& loop_;
  std::vector<HttpRoute> routes_;  // touched on the loop's thread only
  std::mutex mutex_;               // guards what follows, and the questions' responses
  bool closed_ = false;
  std::set<Question*> waiting_;
};

}  // namespace net
