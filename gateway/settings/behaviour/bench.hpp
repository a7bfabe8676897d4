#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/gateway.hpp"
#include "net/chance.hpp"
#include "net/dhcp_message.hpp"
#include "net/dns_message.hpp"
#include "net/frame.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {

using namespace std::chrono_literals;

inline const net::MacAddress lobby = *net::MacAddress::parse("0004f21a2457");
inline const net::MacAddress kitchen = *net::MacAddress::parse("0004f21a2458");

// A gateway between wires, sockets and servers of the test, with an operator who types and clients that boot.
class Bench {
 public:
  explicit Bench(std::string_view profile = "note");
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  // The operator. A refused command fails the test.
  std::string types(std::string_view line);
  void types(std::string_view line, const std::function<void(std::string)>& answer);
  std::string shows(std::string_view topic) { return types("show " + std::string(topic)); }
  [[nodiscard]] bool logs(std::string_view text) { return shows("event log").find(text) != std::string::npos; }
  [[nodiscard]] std::uint64_t counts(std::string_view label);  // a line of `show counters`

  void passes(net::Duration time);

  // A client. What it says asks for options 1, 3, 6, 12, 15, 42 and 66; what it hears is what was sent at once.
  static net::DhcpMessage message(net::MacAddress from, net::DhcpType type, std::uint32_t xid = 1);
  std::optional<net::DhcpMessage> says(const net::DhcpMessage& message, std::uint8_t dscp = 0);
  std::optional<net::DhcpMessage> discovers(net::MacAddress from = lobby, std::uint32_t xid = 1);
  std::optional<net::DhcpMessage> boots(net::MacAddress from = lobby, std::uint32_t xid = 1);  // the ACK
  std::string option66(net::MacAddress from = lobby, std::uint32_t xid = 1);                   // of its ACK; "none"
  std::optional<net::DhcpMessage> heard();  // the last that was sent to a client since somebody spoke

  // Activator and the file server. Each is answered 20 ms later: 200, or the next answer prepared.
  struct Request {
    net::TimePoint when;
    net::HttpRequest request;
    net::Endpoint server;
    net::HttpLimits limits;
  };
  std::vector<Request> requests;
  std::deque<net::HttpResult> prepared;
  void activator_is_dead(int tries);
  // What the alert of a booting handset makes Activator hear of it: a field of the event.
  std::string alert_of(net::MacAddress from, std::string_view field, std::uint32_t xid = 1);
  std::size_t alerts_of(net::MacAddress from, std::uint32_t xid = 1);  // how many
  std::string fetches(std::string_view name);                          // the URL that hdl asks for

  std::map<std::string, std::string, std::less<>> downloads;  // what it kept, by name
  std::string saved;                                          // the configuration file

  // UDP of the gateway itself: name queries, traps.
  struct Sent {
    std::uint16_t from;
    net::Endpoint to;
    net::Bytes payload;
  };
  std::vector<Sent> lan_sent, wan_sent;
  std::map<std::uint16_t, net::Datagrams::Handler> lan_ports, wan_ports;
  std::optional<net::DnsMessage> asks_for_name(std::string_view name);  // what the proxy answers at once

  // The web pages: a browser with one login.
  std::optional<net::Endpoint> pages_at;
  net::HttpResponse page(std::string method, std::string path, std::string body = {});
  int logs_in(std::string_view user, std::string_view password);  // the status; 303: welcome
  bool is_logged_in() { return page("GET", "/").status == 200; }

  net::VirtualLoop loop;
  std::vector<std::string> log;
  std::vector<net::Bytes> frames;  // sent since somebody spoke

 private:
  class Cable;
  class Ports;
  class Servers;
  std::unique_ptr<Cable> cable_;
  std::unique_ptr<Ports> lan_, wan_;
  std::unique_ptr<Servers> servers_;
  NoNeighbours neighbours_;
  ForgetfulStore store_;
  net::Chance chance_{1};
  std::vector<net::HttpRoute> routes_;
  std::unique_ptr<Gateway> gateway_;
};

}  // namespace gateway
