#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/loop.hpp"
#include "net/wire.hpp"

namespace sim {

// An Ethernet switch in user space, the same in both worlds: it learns where a MAC lives, forwards unicast there
// and floods the rest. Every frame passes one place, in one order, where it can be watched.
//
// A frame to a port inside this process arrives `latency` later, in order, by the loop; a frame to a wire of the
// machine (a tap) is written at once.
class Segment {
 public:
  using Watcher = std::function<void(net::BytesView frame)>;

  Segment(net::Loop& loop, net::Duration latency) : loop_(loop), latency_(latency) {}
  Segment(const Segment&) = delete;  // ports point back here
  Segment& operator=(const Segment&) = delete;

  // A port for a host in this process. `shared`: many stations sit on it, so that a frame from one of them to
  // another, or to all, comes back on the same port. The port must not outlive the segment.
  enum class Sharing { single, shared };
  std::unique_ptr<net::Wire> plug_in(Sharing sharing = Sharing::single);

  // Connects a wire of the machine, which must outlive the segment.
  void connect(net::Wire& wire);

  void watch(Watcher watcher) {
    watchers_.push_back(std::move(watcher));
  }  // called once for each frame, before it goes on
  [[nodiscard]] std::uint64_t frames() const { return frames_; }

 private:
  struct Port {
    Sharing sharing = Sharing::single;
    net::Wire* machine = nullptr;  // a wire of the machine, or
    net::Wire::Receiver receiver;  // the host inside this process; empty once it is unplugged
  };
  class InsidePort;
  struct Flight {
    net::TimePoint arrives;
    Port* port;
    net::Bytes frame;
  };

  void forward(Port& from, net::BytesView frame);
  void hand_to(Port& port, net::BytesView frame);
  void land();  // delivers what has arrived, and sets the alarm for the rest

  net::Loop& loop_;
  net::Duration latency_;
  std::vector<std::unique_ptr<Port>> ports_;
  std::unordered_map<net::MacAddress, Port*> home_;
  std::deque<Flight> in_flight_;
  net::Timer alarm_;
  bool armed_ = false;
  std::vector<Watcher> watchers_;
  std::uint64_t frames_ = 0;
};

}  // namespace sim
