#pragma once

#include <map>
#include <string>
#include <vector>

#include "net/dhcp_message.hpp"
#include "net/host.hpp"
#include "net/http/stream_http_server.hpp"
#include "net/journal.hpp"
#include "net/memory_wire.hpp"
#include "net/virtual_loop.hpp"
#include "phones/handset.hpp"

namespace phones {

// Test helper: one handset on a cable, and at the cable's other end one host that is gateway and boot server at
// once. Every REQUEST that is no renewal gets a new number in option 66, and the files lie below that number alone.
class Office {
 public:
  Office();

  void run_for(net::Duration duration) {
    loop.run_until([] { return false; }, loop.now() + duration);
  }
  bool run_until(net::Kind kind, net::Duration within = 1min);  // true when that was noted
  [[nodiscard]] std::vector<net::Record> noted(net::Kind kind) const;
  [[nodiscard]] std::vector<std::string> asked() const;  // "GET sip.cfg 200", the number left out
  [[nodiscard]] net::DhcpMessage last(net::DhcpType type) const;

  net::VirtualLoop loop;
  std::vector<net::Record> records;
  std::map<std::string, std::string> files;
  std::string host = "192.168.100.1";                          // of option 66
  std::vector<net::Ipv4Address> name_servers;                  // option 6
  std::map<std::string, std::vector<net::Ipv4Address>> names;  // what the name server at this end knows
  bool answers_queries = true;                                 // else it is silent
  bool answers_renewals = true;
  bool answers_requests = true;  // else the boot server keeps its clients waiting
  net::Duration lease_time = 24h;
  std::vector<net::DhcpMessage> heard;              // by the DHCP server
  std::vector<net::HttpRequest> requests;           // to the boot server
  std::vector<net::Bytes> frames;                   // from the handset
  std::function<void(const net::Record&)> watcher;  // called inside the note

 private:
  // Keeps what the handset says.
  class Witness : public net::Wire {
   public:
    Witness(net::Wire& cable, std::vector<net::Bytes>& heard) : cable_(cable), heard_(heard) {}
    void send(net::BytesView frame) override {
      heard_.emplace_back(frame.begin(), frame.end());
      cable_.send(frame);
    }
    void on_frame(Receiver receiver) override { cable_.on_frame(std::move(receiver)); }

   private:
    net::Wire& cable_;
    std::vector<net::Bytes>& heard_;
  };

  void answer(const net::DhcpMessage& message);
  void answer(const net::Datagram& query);
  void answer(const net::HttpRequest& request, const net::HttpRespond& respond);
  net::HttpResponse answer_to(const net::HttpRequest& request);

  net::Journal journal_;
  net::MemoryCable cable_;
  net::Host server_;
  net::StreamHttpServer http_;
  Witness witness_;
  int number_ = 0;

 public:
  Handset handset;  // last: it lives on all of the above
};

}  // namespace phones
