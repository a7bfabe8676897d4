#include "net/http/http_server_bridge.hpp"

#include <utility>

namespace net {

std::optional<HttpResponse> HttpServerBridge::ask(HttpRequest request) {
  const auto question = std::make_shared<Question>();
  question->request = std::move(request);
  std::unique_lock lock(mutex_);
  if (closed_) return std::nullopt;
  waiting_.insert(question.get());
  loop_.post([self = shared_from_this(), question] { self->dispatch_on_loop(question); });
  question->answered.wait(lock, [&] { return closed_ || question->response; });
  waiting_.erase(question.get());
  return std::move(question->response);
}

void HttpServerBridge::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    for (auto* question : waiting_) question->answered.notify_one();
  }
  routes_.clear();  // what they refer to may be gone next
}

void HttpServerBridge::dispatch_on_loop(const std::shared_ptr<Question>& question) {
  {
    const std::scoped_lock lock(mutex_);
    if (closed_) return;
  }
  dispatch(routes_, question->request, [self = shared_from_this(), question](HttpResponse response) {
    self->answer(*question, std::move(response));
  });
}

void HttpServerBridge::answer(Question& question, HttpResponse response) {
  const std::scoped_lock lock(mutex_);
  if (question.response) return;
  question.response = std::move(response);
  question.answered.notify_one();
}

}  // namespace net
