#pragma once

#include <map>
#include <memory>
#include <string>

#include "net/asio_loop.hpp"
#include "net/datagram.hpp"

namespace net {

// UDP over the kernel's sockets, one for each bound port. What is larger than a Host could hear is not heard.
class AsioDatagrams : public Datagrams {
 public:
  // Where the sockets are bound: everywhere, at one address of the machine, on one interface, or both.
  struct Place {
    Ipv4Address address = Ipv4Address::any();
    std::string interface_name{};  // empty: any
  };

  explicit AsioDatagrams(AsioLoop& loop) : AsioDatagrams(loop, Place{}) {}
  AsioDatagrams(AsioLoop& loop, Place place);
  ~AsioDatagrams() override;

  // Throws std::system_error, and binds nothing, where the machine refuses: "bind UDP port 53 on lan0: Address
  // already in use". A handler may unbind, and even end this object.
  void bind(std::uint16_t port, Handler handler) override;
  void unbind(std::uint16_t port) override;
  void send(std::uint16_t source_port, Endpoint to, BytesView payload) override;

 private:
  struct Port;

  AsioLoop& loop_;
  Place place_;
  std::map<std::uint16_t, std::shared_ptr<Port>> ports_;  // also held, while it runs, by the reading of a socket
};

}  // namespace net
