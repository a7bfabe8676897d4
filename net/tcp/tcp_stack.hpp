#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "net/address.hpp"
#include "net/chance.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"
#include "net/tcp/tcp_settings.hpp"
#include "net/tcp_segment.hpp"

namespace net {

// All TCP of one host: its connections by (local port, peer), its listeners, and their timers on the loop.
// What it knows of IP is two addresses and a function that sends. That function must not call the stack back before
// it returns. Destroying the stack, even from inside a handler, sends nothing, like a host that loses power, and
// leaves its streams without effect.
class TcpStack {
 public:
  using SendSegment = std::function<void(Ipv4Address from, Ipv4Address to, TcpSegment segment)>;
  using Accept = std::function<void(std::unique_ptr<Stream>)>;

  TcpStack(Loop& loop, Chance chance, SendSegment send, const TcpSettings& settings = {});
  ~TcpStack();
  TcpStack(const TcpStack&) = delete;
  TcpStack& operator=(const TcpStack&) = delete;

  // The host's own address from now on. Connections of another address end with `reset`, without a segment.
  void set_address(std::optional<Ipv4Address> address);

  // From a port of 49152 to 65535 that is not in use towards that peer (RFC 6335 §6): the first by chance, then
  // counted on. Ends with `unreachable` when there is no address or no such port.
  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers);
  void listen(std::uint16_t port,
              Accept accept);               // called when a handshake is complete; an earlier one is replaced
  void stop_listening(std::uint16_t port);  // connections that stand are left alone

  // A segment that reached this host, its checksum already checked. One that fits no connection is answered with
  // RST (RFC 9293 §3.10.7.1).
  void receive(Ipv4Address from, const TcpSegment& segment);

  // ARP found nobody, or ICMP said so: connections to that address still opening end with `unreachable`.
  void unreachable(Ipv4Address address);

  [[nodiscard]] std::size_t connections() const;  // in any state before TIME-WAIT
  [[nodiscard]] std::size_t time_waits() const;

 private:
  class Connections;
  std::unique_ptr<Connections> connections_;
};

}  // namespace net
