#pragma once

#include <functional>
#include <memory>

#include "net/asio_loop.hpp"

namespace net {

// Calls `drain` from the loop each time a descriptor of the machine has something to read, until it answers false.
// `drain` must not block and should stop after a bounded amount: what is left makes it be called again, after the
// loop's other work. Destroying this ends the calls; the descriptor stays open and must live until then.
class Readable {
 public:
  Readable(AsioLoop& loop, int descriptor, std::function<bool()> drain);
  ~Readable();
  Readable(const Readable&) = delete;
  Readable& operator=(const Readable&) = delete;

 private:
  struct Watch;
  std::shared_ptr<Watch> watch_;  // also held, while it runs, by the handler that Asio has queued
};

}  // namespace net
