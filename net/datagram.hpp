#pragma once

#include <functional>

#include "net/address.hpp"
#include "net/bytes.hpp"

namespace net {

struct Datagram {
  Endpoint from;
  Endpoint to;
  BytesView payload;
};

// UDP as an application sees it. One interface over our own hosts (`Host`) and over the kernel's sockets, so that
// what speaks over it is written once.
class Datagrams {
 public:
  using Handler = std::function<void(const Datagram&)>;

  Datagrams() = default;
  Datagrams(const Datagrams&) = delete;
  Datagrams& operator=(const Datagrams&) = delete;
  virtual ~Datagrams() = default;

  // What comes to the port goes to the handler, until `unbind`. Only a bound port may send. Where the machine has a
  // say in it, it may refuse: std::system_error.
  virtual void bind(std::uint16_t port, Handler handler) = 0;
  virtual void unbind(std::uint16_t port) = 0;
  // Best effort, as UDP is: dropped without address, route or room (1,472 octets).
  virtual void send(std::uint16_t source_port, Endpoint to, BytesView payload) = 0;
};

}  // namespace net
