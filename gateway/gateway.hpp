#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/settings.hpp"
#include "net/http/client.hpp"
#include "net/loop.hpp"
#include "net/wire.hpp"

namespace gateway {

// What the gateway needs of the world around it.
struct Surroundings {
  net::Loop& loop;
  net::Wire& lan;           // DHCP frames in and out; ARP, routing and TCP are the kernel's business
  net::MacAddress lan_mac;  // the LAN interface's own
  net::HttpClient& http;    // towards Activator
  std::function<void(std::string_view line)> log;               // a line of the debug view, cut at 69 columns
  std::function<std::string(std::size_t width)> random_digits;  // decimal, `width` digits, unpredictable
  std::chrono::sys_seconds started;  // wall time at the loop's zero, for the event's `time`
};

// The Service Managed Gateway: DHCP server, MAC alerts, event system, HTTP client, and the commands that set them.
class Gateway {
 public:
  Gateway(Settings settings, Surroundings surroundings);
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  // One line of the command language; takes effect at once. The answer, possibly of several lines, without a last
  // line end. An answer to a refused line begins with "error: ".
  std::string command(std::string_view line);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gateway
