#pragma once

#include "net/host.hpp"
#include "net/wire.hpp"

namespace sim {

// One wire for two listeners: what the kernel of a gateway hears (ARP, routing) and what its DHCP server hears.
class SharedWire {
 public:
  explicit SharedWire(net::Wire& wire);
  SharedWire(const SharedWire&) = delete;  // the ends point back here
  SharedWire& operator=(const SharedWire&) = delete;

  net::Wire& first() { return first_; }
  net::Wire& second() { return second_; }

 private:
  class End : public net::Wire {
   public:
    explicit End(net::Wire& wire) : wire_(wire) {}
    void send(net::BytesView frame) override { wire_.send(frame); }
    void on_frame(Receiver receiver) override { receiver_ = std::move(receiver); }
    void hear(net::BytesView frame) const {
      if (receiver_) receiver_(frame);
    }

   private:
    net::Wire& wire_;
    Receiver receiver_;
  };
  End first_, second_;
};

// What a Linux kernel does for the gateway in the live world: answers ARP and echo on both sides and forwards IPv4
// between them, a hop of TTL less (RFC 1812 §5.3.1). `wan` is also where the gateway's own connections start.
class MemoryRouter {
 public:
  MemoryRouter(net::Host& lan, net::Host& wan);
};

}  // namespace sim
