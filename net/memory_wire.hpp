#pragma once

#include <deque>

#include "net/loop.hpp"
#include "net/wire.hpp"

namespace net {

// An Ethernet cable in memory: what goes in at one end comes out at the other, in order, in a later turn of the
// loop.
class MemoryCable {
 public:
  explicit MemoryCable(Loop& loop) : left_(loop, right_), right_(loop, left_) {}

  [[nodiscard]] Wire& left() { return left_; }
  [[nodiscard]] Wire& right() { return right_; }

 private:
  class End : public Wire {
   public:
    End(Loop& loop, End& other) : loop_(loop), other_(other) {}
    void send(BytesView frame) override { other_.take(frame); }
    void on_frame(Receiver receiver) override { receiver_ = std::move(receiver); }

   private:
    void take(BytesView frame);
    void deliver();

    Loop& loop_;
    End& other_;
    Receiver receiver_;
    std::deque<Bytes> arriving_;
    Timer next_;  // armed while frames are on their way; gone with the cable
  };

  End left_;
  End right_;
};

}  // namespace net
