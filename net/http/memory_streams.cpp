#include "net/http/memory_streams.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace net {

// What the two ends share. Each end owns it as long as it lives; what is under way owns it as well.
struct MemoryStreams::Pipe {
  struct Side {
    Stream::Handlers handlers;
    bool alive = true;      // its Stream object exists and was not aborted
    bool finished = false;  // has sent its FIN
    bool closed = false;    // has heard `closed`
    Endpoint endpoint{Ipv4Address::any(), 0};
  };
  Side sides[2];
};

class MemoryStreams::End : public Stream {
 public:
  End(MemoryStreams& net, std::shared_ptr<Pipe> pipe, int side) : net_(net), pipe_(std::move(pipe)), side_(side) {}
  ~End() override { End::abort(); }

  void set_handlers(Handlers handlers) override { mine().handlers = std::move(handlers); }
  void write(BytesView bytes) override {
    auto text = std::string(as_text(bytes));
    for (std::size_t i = 0; i < text.size(); i += net_.piece) {
      deliver([piece = text.substr(i, net_.piece)](Pipe::Side& to) {
        if (to.handlers.received) to.handlers.received(as_bytes(piece));
      });
    }
  }
  void finish() override {
    if (std::exchange(mine().finished, true)) return;
    deliver([](Pipe::Side& to) {
      if (to.handlers.peer_finished) to.handlers.peer_finished();
    });
    for (const int side : {side_, 1 - side_}) close_if_done(side);
  }
  void abort() override {
    if (!std::exchange(mine().alive, false) || mine().closed) return;
    ++net_.resets;
    net_.close(pipe_, 1 - side_, StreamEnd::reset);
  }
  [[nodiscard]] Endpoint peer() const override { return pipe_->sides[1 - side_].endpoint; }
  [[nodiscard]] Endpoint local() const override { return pipe_->sides[side_].endpoint; }

 private:
  Pipe::Side& mine() { return pipe_->sides[side_]; }

  void deliver(std::function<void(Pipe::Side&)> what) {
    net_.loop_.post([pipe = pipe_, to = 1 - side_, what = std::move(what)] {
      auto& side = pipe->sides[to];
      if (side.alive && !side.closed) what(side);
    });
  }
  void close_if_done(int side) {
    net_.loop_.post([net = &net_, pipe = pipe_, side] {
      if (pipe->sides[0].finished && pipe->sides[1].finished) net->close(pipe, side, StreamEnd::finished);
    });
  }

  MemoryStreams& net_;
  std::shared_ptr<Pipe> pipe_;
  int side_;
};

void MemoryStreams::close(const std::shared_ptr<Pipe>& pipe, int side, StreamEnd end) {
  loop_.post([pipe, side, end] {
    auto& s = pipe->sides[side];
    if (!s.alive || std::exchange(s.closed, true)) return;
    if (s.handlers.closed) s.handlers.closed(end);
  });
}

std::unique_ptr<Stream> MemoryStreams::connect(Endpoint to, Stream::Handlers handlers) {
  auto pipe = std::make_shared<Pipe>();
  pipe->sides[0].endpoint = {Ipv4Address(192, 168, 100, 100), next_port_++};
  pipe->sides[1].endpoint = to;
  pipe->sides[0].handlers = std::move(handlers);
  auto near = std::make_unique<End>(*this, pipe, 0);
  const auto failure = failures_.find(to);
  const auto listener = listeners_.find(to);
  if (failure != failures_.end()) {
    if (failure->second != StreamEnd::timed_out) close(pipe, 0, failure->second);
  } else if (listener == listeners_.end()) {
    close(pipe, 0, StreamEnd::refused);
  } else {
    loop_.post([this, pipe, accept = listener->second] {
      if (!pipe->sides[0].alive) return;
      accept(std::make_unique<End>(*this, pipe, 1));
      if (pipe->sides[0].handlers.opened) pipe->sides[0].handlers.opened();
    });
  }
  return near;
}

}  // namespace net
