#pragma once

#include <functional>
#include <optional>

#include "net/address.hpp"
#include "net/bytes.hpp"

namespace net {

// One end of an Ethernet cable. Frames run from the destination MAC to the last payload byte: no preamble, no FCS.
// `send` never calls a receiver back before it returns: delivery is the loop's business, so receivers may send
// freely.
class Wire {
 public:
  using Receiver = std::function<void(BytesView frame)>;

  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  virtual void send(BytesView frame) = 0;
  virtual void on_frame(Receiver receiver) = 0;

  // The IPv4 address this end now answers ARP for. A hint: a wire shared by thousands of hosts uses it to hand a
  // broadcast only to those that could answer; other wires ignore it.
  virtual void answers_for(std::optional<Ipv4Address> /*address*/) {}
};

}  // namespace net
