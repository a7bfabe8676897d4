#pragma once

#include <memory>
#include <optional>

#include "net/loop.hpp"
#include "net/stream.hpp"
#include "net/tcp/tcp_connection.hpp"

namespace net {

class TcpStream;

// One connection at work on a loop: the pure TcpConnection, its timer, and the handlers of the Stream that stands
// for it. It outlives that Stream while the closing is not over, and the Stream outlives it when the application
// keeps it.
class TcpLink {
 public:
  // Who keeps the links, sends for them, and serves them.
  class Keeper {
   public:
    Keeper() = default;
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    virtual ~Keeper() = default;
    virtual void send(const TcpLink& link, TcpSegment segment) = 0;
    virtual void accept(TcpLink& link) = 0;       // a passive opening is complete: make a stream or leave it
    virtual void serve_later(TcpLink& link) = 0;  // call serve() in a later turn
    virtual void rang(TcpLink& link) = 0;         // tick() is due
  };

  TcpLink(Loop& loop, Keeper& keeper, TcpConnection tcp, Endpoint local, Endpoint peer);
  ~TcpLink();
  TcpLink(const TcpLink&) = delete;
  TcpLink& operator=(const TcpLink&) = delete;

  std::unique_ptr<Stream> make_stream(Stream::Handlers handlers);  // once
  void receive(const TcpSegment& segment) { tcp_.segment(segment, loop_.now()); }
  void tick();
  void end(StreamEnd why);  // without a word to the peer
  void vanish();            // without a word to anybody: the host is gone

  // After any of the above: tells the application, sends what there is to send, sets the timer. Handlers run in
  // here and nowhere else.
  void serve();

  [[nodiscard]] bool over() const;  // nothing is left but, perhaps, TIME-WAIT: forget the link
  [[nodiscard]] const TcpConnection& tcp() const { return tcp_; }
  [[nodiscard]] Endpoint local() const { return local_; }
  [[nodiscard]] Endpoint peer() const { return peer_; }

  bool due = false;  // the keeper's own mark: serve_later was asked and not yet done

 private:
  friend class TcpStream;

  void tell();
  template <class... Arguments>
  void call(std::function<void(Arguments...)>& handler, Arguments... arguments);
  void send_all();
  void arm();
  void let_go();  // the stream is being destroyed
  void abort();

  Loop& loop_;
  Keeper& keeper_;
  TcpConnection tcp_;
  const Endpoint local_;
  const Endpoint peer_;
  TcpStream* stream_ = nullptr;
  Stream::Handlers handlers_;
  std::optional<Stream::Handlers> new_handlers_;  // set inside a handler: the one that runs must not be destroyed
  std::optional<StreamEnd> ended_;
  Timer timer_;
  TimePoint rings_ = TimePoint::max();  // what timer_ is set to
  bool in_handler_ = false;
  bool told_opened_ = false;
  bool told_peer_finished_ = false;
};

}  // namespace net
