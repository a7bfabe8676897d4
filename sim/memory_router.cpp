#include "sim/memory_router.hpp"

namespace sim {

SharedWire::SharedWire(net::Wire& wire) : first_(wire), second_(wire) {
  wire.on_frame([this](net::BytesView frame) {
    first_.hear(frame);
    second_.hear(frame);
  });
}

namespace {

void pass_on(const net::Ipv4Packet& packet, net::Host& out) {
  if (packet.ttl <= 1) return;
  auto onward = packet;
  --onward.ttl;
  out.forward(std::move(onward));
}

}  // namespace

MemoryRouter::MemoryRouter(net::Host& lan, net::Host& wan) {
  lan.on_transit([&wan](const net::Ipv4Packet& packet) { pass_on(packet, wan); });
  wan.on_transit([&lan](const net::Ipv4Packet& packet) { pass_on(packet, lan); });
}

}  // namespace sim
