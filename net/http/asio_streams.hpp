#pragma once

#include <memory>

#include "net/asio_loop.hpp"
#include "net/stream.hpp"

namespace net {

// Streams over the kernel's TCP sockets, opened in the network namespace of the calling thread, without Nagle's
// delay. `connect` throws std::system_error when the machine has no socket left. The streams must not outlive the
// loop.
class AsioStreams : public StreamOpener {
 public:
  explicit AsioStreams(AsioLoop& loop) : loop_(loop) {}
  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers) override;

 private:
  AsioLoop& loop_;
};

}  // namespace net
