#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "gateway/neighbours.hpp"
#include "gateway/store/store.hpp"
#include "gateway/web/web_service.hpp"
#include "net/datagram.hpp"
#include "net/http/client.hpp"
#include "net/loop.hpp"
#include "net/wire.hpp"

namespace gateway {

// What the gateway needs of the world around it.
struct Surroundings {
  net::Loop& loop;
  net::Wire& lan;                 // DHCP frames in and out; ARP, routing and TCP are the kernel's business
  net::MacAddress lan_mac;        // the LAN interface's own
  net::Datagrams& lan_datagrams;  // UDP of the gateway itself on the LAN
  net::Datagrams& wan_datagrams;  // towards managers and name servers
  net::HttpClient& http;          // towards Activator
  Neighbours& neighbours;         // who sends IPv4 to the LAN
  Store& store;                   // what outlives the gateway
  std::function<void(std::string_view line)> log;               // a line of the debug view, cut at 69 columns
  std::function<std::string(std::size_t width)> random_digits;  // decimal, `width` digits, unpredictable
  std::chrono::sys_seconds started;                // wall time at the loop's zero, for the event's `time`
  web::Listen listen = {};                         // where browsers are; empty: no pages are served
  std::function<std::string()> random_token = {};  // hexadecimal, at least 128 bits, unforeseeable; for logins

  // Writes the configuration file whole and returns its name; throws std::system_error. Empty: there is no file.
  std::function<std::string(std::string_view text)> save_config = {};
  // Keeps a file that was fetched and returns where; throws std::system_error. Empty: it is not kept.
  std::function<std::string(std::string_view name, net::BytesView content)> keep_download = {};
};

}  // namespace gateway
