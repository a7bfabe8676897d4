#pragma once

#include <functional>
#include <string_view>

#include "gateway/neighbours.hpp"
#include "net/asio_loop.hpp"
#include "net/bytes.hpp"
#include "net/file_descriptor.hpp"
#include "net/readable.hpp"

namespace gateway {

// Permanent entries of the Linux kernel's neighbour table, by rtnetlink(7). The table keeps 1,024 learned entries
// at most; permanent ones are exempt. They are marked as DHCP's (NDA_PROTOCOL), and others are left alone. What one
// turn of the loop asks for goes to the kernel in one call. Needs CAP_NET_ADMIN at every call.
class KernelNeighbours : public Neighbours {
 public:
  // `log` hears of a refusal once in a row of the same. Throws std::system_error: the socket, the interface.
  KernelNeighbours(net::AsioLoop& loop, const std::string& interface_name,
                   std::function<void(std::string_view line)> log);

  void start_with(std::span<const Neighbour> all) override;
  void add(const Neighbour& neighbour) override;
  void remove(net::Ipv4Address address) override;
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override;

 private:
  void put(net::Bytes message);
  void flush();
  bool hear();  // refusals
  void refused(int error);

  net::AsioLoop& loop_;
  int interface_index_;
  std::function<void(std::string_view)> log_;
  net::FileDescriptor socket_;
  net::Readable readable_;
  net::Bytes waiting_;  // messages, one after the other
  net::Timer flush_;
  std::uint64_t added_ = 0, removed_ = 0, refused_ = 0;  // asked for; refused by the kernel
  int last_refusal_ = 0;                                 // its errno
};

}  // namespace gateway
