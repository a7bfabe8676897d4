#include "sim/segment.hpp"

#include "net/frame.hpp"

namespace sim {

class Segment::InsidePort : public net::Wire {
 public:
  InsidePort(Segment& segment, Port& port) : segment_(segment), port_(port) {}
  ~InsidePort() override { port_.receiver = nullptr; }
  void send(net::BytesView frame) override { segment_.forward(port_, frame); }
  void on_frame(Receiver receiver) override { port_.receiver = std::move(receiver); }

 private:
  Segment& segment_;
  Port& port_;
};

std::unique_ptr<net::Wire> Segment::plug_in(Sharing sharing) {
  auto& port = *ports_.emplace_back(std::make_unique<Port>());
  port.sharing = sharing;
  return std::make_unique<InsidePort>(*this, port);
}

void Segment::connect(net::Wire& wire) {
  auto& port = *ports_.emplace_back(std::make_unique<Port>());
  port.machine = &wire;
  wire.on_frame([this, &port](net::BytesView frame) { forward(port, frame); });
}

void Segment::forward(Port& from, net::BytesView frame) {
  const auto header = net::peek_ethernet(frame);
  if (!header) return;
  ++frames_;
  for (const auto& watcher : watchers_) watcher(frame);
  if (!header->source.is_multicast()) home_.insert_or_assign(header->source, &from);

  const auto home = header->destination.is_multicast() ? home_.end() : home_.find(header->destination);
  if (home != home_.end()) {
    if (home->second != &from || from.sharing == Sharing::shared) hand_to(*home->second, frame);
    return;
  }
  for (const auto& port : ports_) {
    if (port.get() != &from || from.sharing == Sharing::shared) hand_to(*port, frame);
  }
}

void Segment::hand_to(Port& port, net::BytesView frame) {
  if (port.machine != nullptr) {
    port.machine->send(frame);
  } else if (port.receiver) {
    in_flight_.push_back({loop_.now() + latency_, &port, net::Bytes(frame.begin(), frame.end())});
    if (!std::exchange(armed_, true)) alarm_ = loop_.at(in_flight_.front().arrives, [this] { land(); });
  }
}

void Segment::land() {
  const auto now = loop_.now();
  while (!in_flight_.empty() && in_flight_.front().arrives <= now) {
    const auto flight = std::move(in_flight_.front());
    in_flight_.pop_front();
    if (flight.port->receiver) flight.port->receiver(flight.frame);
  }
  armed_ = !in_flight_.empty();
  if (armed_) alarm_ = loop_.at(in_flight_.front().arrives, [this] { land(); });
}

}  // namespace sim
