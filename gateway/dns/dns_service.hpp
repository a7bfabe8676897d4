#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/dns/dns_proxy.hpp"
#include "net/datagram.hpp"
#include "net/loop.hpp"

namespace gateway {

// The DNS proxy on a loop: port 53 of the LAN while it is enabled, and a fresh port towards the name servers for
// each thing asked.
class DnsService {
 public:
  struct Uses {
    net::Loop& loop;
    net::Datagrams& lan;
    net::Datagrams& wan;
    std::function<void(std::string_view line)> log;
    std::function<std::uint16_t()> random;  // unpredictable: for ids and ports
  };

  // The settings must outlive it. Throws std::system_error when it is enabled and cannot have its port.
  DnsService(const Settings& settings, Uses uses);
  ~DnsService();
  DnsService(const DnsService&) = delete;
  DnsService& operator=(const DnsService&) = delete;

  void settings_changed();  // a port it cannot have is said in the log
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;

 private:
  void open_or_close();
  void close();
  void take(const DnsInput& input);
  void ask(const DnsStep::Ask& what);
  void release(std::uint64_t exchange);

  const Settings& settings_;
  Uses uses_;
  DnsProxy proxy_;
  bool open_ = false;
  std::map<std::uint64_t, std::uint16_t> ports_;  // of the exchanges that wait
  std::uint64_t without_port_ = 0;                // asked nobody: no port could be had
  net::Timer timer_;
};

}  // namespace gateway
