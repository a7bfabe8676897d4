#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/dhcp/arp_probe.hpp"
#include "gateway/dhcp/dhcp_server.hpp"
#include "gateway/neighbours.hpp"
#include "gateway/store/turn.hpp"
#include "net/loop.hpp"
#include "net/wire.hpp"

namespace gateway {

// The DHCP server on its wire: frames in, and replies out once what they promise is kept.
class DhcpService {
 public:
  struct Uses {
    net::Loop& loop;
    net::Wire& lan;
    net::MacAddress lan_mac;
    Turn& turn;
    Neighbours& neighbours;  // told of every lease that begins or ends, once that is kept
    std::function<void(std::string_view line)> log;
    std::function<std::string(std::size_t width)> random_digits;
    // Events of alerts and notices: who must be told of them, and what to do once that is kept. One that is not to
    // be told now is nothing once stamped.
    std::function<std::vector<PendingEvent>(const Event&)> pending;
    std::function<std::optional<Event>(Event)> stamp;
    std::function<void(const Event&)> raise;
  };

  DhcpService(const Settings& settings, Uses uses);  // the settings must outlive it
  ~DhcpService();
  DhcpService(const DhcpService&) = delete;
  DhcpService& operator=(const DhcpService&) = delete;

  void restore(const std::vector<Lease>& leases);
  void settings_changed();
  [[nodiscard]] std::vector<std::string> show_leases() const;  // a line for each
  [[nodiscard]] const LeaseTable& leases() const { return leases_; }
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;

 private:
  void receive(net::BytesView frame);
  void receive(DhcpArrival arrival);
  void receive(const ArpAnswer& answer);
  void receive(LanRefusal why) { refusals_.count(why); }
  void receive(NotForUs /*frame*/) {}
  void answer(DhcpArrival arrival, std::optional<net::Ipv4Address> probed = {});
  void probe(net::Ipv4Address address, DhcpArrival discover);
  void end_probes();
  void wait_for_probes();
  [[nodiscard]] DhcpContext context() const;
  // final: true even when it could not be kept. A lease that has ended is not alive again because the disk is full;
  // a restart finds out by itself.
  enum class Outcome { revocable, final };
  void carry_out(DhcpOutcome outcome, net::Loop::Task reply, Outcome kind = Outcome::revocable);
  void wait_for_ends();

  const Settings& settings_;
  Uses uses_;
  LeaseTable leases_;
  std::optional<net::TimePoint> armed_;  // what lease_timer_ waits for
  net::Timer lease_timer_;
  DhcpGuard guard_;
  ArpProbes probes_;
  net::Timer probe_timer_;
  LanRefusals refusals_;
  std::uint64_t messages_ = 0;  // received, and neither malformed nor forged
  std::uint64_t replies_ = 0;   // sent
  std::uint64_t recycled_ = 0;  // offers taken back
};

}  // namespace gateway
