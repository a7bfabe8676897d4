#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "net/chance.hpp"
#include "net/datagram.hpp"
#include "net/frame.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"
#include "net/wire.hpp"

namespace net {

// What a host knows of its own place in IPv4.
struct Ipv4Config {
  Ipv4Network network;                // its own address and the prefix of its link
  std::optional<Ipv4Address> router;  // the next hop for everything else
  friend bool operator==(const Ipv4Config&, const Ipv4Config&) = default;
};

// A whole host in user space, on one wire: ARP both ways, ICMP echo, UDP, TCP (RFC 826, 791, 792, 768, 9293). Every
// frame carries its own MAC. Frames not for it are dropped; packets wait (three per next hop, one second apart,
// three tries) for ARP.
class Host : public StreamOpener, public Datagrams {
 public:
  using Accept = std::function<void(std::unique_ptr<Stream>)>;  // set the stream's handlers before returning

  Host(Loop& loop, Wire& wire, MacAddress mac, Chance chance);
  ~Host() override;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  [[nodiscard]] MacAddress mac() const;
  void configure(const Ipv4Config& config);  // connections of an earlier address are reset
  void unconfigure();
  [[nodiscard]] const std::optional<Ipv4Config>& config() const;

  // UDP. While the host has no address, a bound port also hears datagrams that reach its MAC under any address (RFC
  // 2131 §4.1: the answer is sent to the address being offered).
  void bind(std::uint16_t port, Handler handler) override;
  void unbind(std::uint16_t port) override;
  void send(std::uint16_t source_port, Endpoint to, BytesView payload) override;
  // From its own address, or 0.0.0.0 while it has none.
  void broadcast(std::uint16_t source_port, std::uint16_t destination_port, BytesView payload);

  // Routing, for a host between two wires: a unicast packet that came to this MAC for another address, and sending
  // one on as it is (the caller has counted its TTL down). Without a handler such packets are dropped (RFC 1122
  // §3.3.4.1).
  void on_transit(std::function<void(const Ipv4Packet&)> handler);
  void forward(Ipv4Packet packet);

  // TCP.
  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers) override;
  void listen(std::uint16_t port, Accept accept);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace net
