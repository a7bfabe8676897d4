#include "net/tcp/tcp_link.hpp"

#include <cassert>
#include <utility>

namespace net {

// What the application holds. Every call only notes what is wanted; the link is served in a later turn, so that
// what one turn writes leaves in full segments and no handler runs inside a call.
class TcpStream : public Stream {
 public:
  explicit TcpStream(TcpLink& link) : link_(&link), local_(link.local()), peer_(link.peer()) {}
  ~TcpStream() override {
    if (link_ != nullptr) link_->let_go();
  }
  TcpStream(const TcpStream&) = delete;
  TcpStream& operator=(const TcpStream&) = delete;

  void set_handlers(Handlers handlers) override {
    if (link_ == nullptr) return;
    (link_->in_handler_ ? link_->new_handlers_.emplace() : link_->handlers_) = std::move(handlers);
  }
  void write(BytesView bytes) override {
    if (link_ == nullptr) return;
    link_->tcp_.write(bytes);
    link_->keeper_.serve_later(*link_);
  }
  void finish() override {
    if (link_ == nullptr) return;
    link_->tcp_.finish();
    link_->keeper_.serve_later(*link_);
  }
  void abort() override {
    if (link_ != nullptr) std::exchange(link_, nullptr)->abort();
  }
  [[nodiscard]] Endpoint peer() const override { return peer_; }
  [[nodiscard]] Endpoint local() const override { return local_; }

 private:
  friend class TcpLink;
  TcpLink* link_;  // null once the connection is over
  Endpoint local_;
  Endpoint peer_;
};

TcpLink::TcpLink(Loop& loop, Keeper& keeper, TcpConnection tcp, Endpoint local, Endpoint peer)
    : loop_(loop), keeper_(keeper), tcp_(std::move(tcp)), local_(local), peer_(peer) {}

TcpLink::~TcpLink() {
  assert(!in_handler_);
  if (stream_ != nullptr) stream_->link_ = nullptr;
}

std::unique_ptr<Stream> TcpLink::make_stream(Stream::Handlers handlers) {
  assert(stream_ == nullptr);
  auto stream = std::make_unique<TcpStream>(*this);
  stream_ = stream.get();
  handlers_ = std::move(handlers);
  return stream;
}

void TcpLink::tick() {
  rings_ = TimePoint::max();
  tcp_.tick(loop_.now());
}

void TcpLink::end(StreamEnd why) {
  ended_ = why;
  timer_ = Timer{};
}

void TcpLink::vanish() {
  end(StreamEnd::reset);
  if (stream_ != nullptr) std::exchange(stream_, nullptr)->link_ = nullptr;
}

bool TcpLink::over() const {
  return ended_ || tcp_.state() == TcpState::closed || tcp_.state() == TcpState::time_wait;
}

void TcpLink::serve() {
  if (!ended_) tell();
  if (!ended_) send_all();
  if (stream_ != nullptr && over()) {
    std::exchange(stream_, nullptr)->link_ = nullptr;
    call(handlers_.closed, ended_ ? *ended_ : tcp_.end().value());
  }
  if (!over()) arm();
}

void TcpLink::tell() {
  if (tcp_.opened() && !told_opened_) {
    told_opened_ = true;
    if (stream_ != nullptr) {
      call(handlers_.opened);
    } else {
      keeper_.accept(*this);
      if (stream_ == nullptr) tcp_.abort();
    }
  }
  if (stream_ == nullptr) {
    if (tcp_.readable() > 0) tcp_.read();
    return;
  }
  if (tcp_.readable() > 0) {
    const auto octets = tcp_.read();
    call<BytesView>(handlers_.received, octets);
  }
  if (stream_ != nullptr && tcp_.peer_finished() && !std::exchange(told_peer_finished_, true)) {
    call(handlers_.peer_finished);
  }
}

template <class... Arguments>
void TcpLink::call(std::function<void(Arguments...)>& handler, Arguments... arguments) {
  assert(!in_handler_);
  if (!handler) return;
  in_handler_ = true;
  handler(arguments...);
  in_handler_ = false;
  if (new_handlers_) handlers_ = *std::exchange(new_handlers_, std::nullopt);
}

void TcpLink::send_all() {
  const auto now = loop_.now();
  while (auto segment = tcp_.next_segment(now)) keeper_.send(*this, std::move(*segment));
}

// A timer that rings too early costs one look; so it is only ever moved forward, and the deadline that each
// acknowledgment pushes back costs nothing.
void TcpLink::arm() {
  const auto wakes = tcp_.wakes_at();
  if (!wakes) {
    timer_ = Timer{};
    rings_ = TimePoint::max();
  } else if (*wakes < rings_) {
    rings_ = *wakes;
    timer_ = loop_.at(*wakes, [this] { keeper_.rang(*this); });
  }
}

void TcpLink::let_go() {
  stream_ = nullptr;
  const bool both_have_finished = tcp_.state() == TcpState::closing || tcp_.state() == TcpState::last_ack;
  if (!both_have_finished) abort();
}

void TcpLink::abort() {
  stream_ = nullptr;
  if (over()) return;
  tcp_.abort();
  send_all();
  keeper_.serve_later(*this);
}

}  // namespace net
