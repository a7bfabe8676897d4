#pragma once

#include <cstdint>
#include <memory>

#include "net/chance.hpp"
#include "net/host.hpp"
#include "net/loop.hpp"
#include "sim/segment.hpp"

namespace sim {

// Finds out when a DHCP server on the LAN is at work: a station of its own broadcasts a DISCOVER, the same again
// every 500 ms, until an OFFER for it arrives. It never asks for the lease: the server lets the offer expire (RFC
// 2131 §4.3.1). Plugged in for as long as it lives; loop and segment must outlive it.
class GatewayProbe {
 public:
  GatewayProbe(net::Loop& loop, Segment& lan, net::Chance chance);
  GatewayProbe(const GatewayProbe&) = delete;  // the loop and the port call back here
  GatewayProbe& operator=(const GatewayProbe&) = delete;

  [[nodiscard]] bool answered() const { return answered_; }

 private:
  void ask();
  void hear(net::BytesView payload);

  net::Loop& loop_;
  std::unique_ptr<net::Wire> port_;
  net::Host host_;
  std::uint32_t xid_;
  bool answered_ = false;
  net::Timer again_;
};

}  // namespace sim
