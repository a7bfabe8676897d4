#pragma once

#include <functional>
#include <map>
#include <memory>

#include "net/loop.hpp"
#include "net/stream.hpp"

namespace net {

// Streams for tests, with no TCP in between: what is written arrives at the other end in the next
// turn of the loop, in pieces of at most `piece` octets.
class MemoryStreams : public StreamOpener {
 public:
  using Accept = std::function<void(std::unique_ptr<Stream>)>;

  explicit MemoryStreams(Loop& loop) : loop_(loop) {}

  void listen(Endpoint at, Accept accept) { listeners_[at] = std::move(accept); }
  void fail(Endpoint at, StreamEnd end) {
    failures_[at] = end;
  }  // instead of `refused`; timed_out is left to the client

  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers) override;

  std::size_t piece = 1460;
  int resets = 0;  // connections that an end has aborted or dropped while they were open

 private:
  class End;
  struct Pipe;
  void close(const std::shared_ptr<Pipe>& pipe, int side, StreamEnd end);

  Loop& loop_;
  std::map<Endpoint, Accept> listeners_;
  std::map<Endpoint, StreamEnd> failures_;
  std::uint16_t next_port_ = 49152;
};

}  // namespace net
