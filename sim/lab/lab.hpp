#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/asio_loop.hpp"
#include "net/wire.hpp"
#include "sim/lab/child_process.hpp"
#include "sim/lab/guest_port.hpp"
#include "sim/lab/link.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/lab/port.hpp"
#include "sim/lab/reaper.hpp"
#include "sim/plan_of_the_land.hpp"

namespace sim {

// The addresses of the lab, as the vendor's note has them.
struct LabPlan {
  net::Ipv4Network lan{net::Ipv4Address(192, 168, 100, 1), 24};     // the gateway's, on lan0
  net::Ipv4Network wan{net::Ipv4Address(193, 164, 253, 1), 24};     // the gateway's, on wan0
  net::Ipv4Network core{net::Ipv4Address(193, 164, 253, 250), 24};  // the servers', on core0
};

struct LabDrops {
  LinkDrops lan;
  LinkDrops wan;
  LinkDrops core;
  friend bool operator==(const LabDrops&, const LabDrops&) = default;
};

// The live world's machine: namespace "gateway" with lan0 and wan0 and a kernel that forwards between them,
// namespace "core" with core0, and a reaper. Between the three wires stands whoever made the lab: lan() is plugged
// into the LAN, wan_gateway() and core() into the WAN.
//
//   lan() ─tap─ lan0 [gateway: kernel forwarding, smg] wan0 ─tap─ wan_gateway()      core() ─tap─ core0 [core:
//   servers]
//
// Making one moves the calling thread, and the threads it starts from then on, into "core" for good: no socket
// opened afterwards can reach the host's interfaces. Labs may follow one another in a process and stand beside
// those of others. Child processes and guest ports must be gone before it.
class Lab {
 public:
  explicit Lab(net::AsioLoop& loop, const LabPlan& plan = {});  // throws std::system_error naming the attempt
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  [[nodiscard]] net::Wire& lan() { return lan_.wire(); }
  [[nodiscard]] net::Wire& wan_gateway() { return wan_.wire(); }
  [[nodiscard]] net::Wire& core() { return core_.wire(); }

  // One more address for the servers, beside the first; `number` 1 to 99 tells them apart.
  void add_core_address(int number, const net::Ipv4Network& address) { core_.link().add_address(number, address); }

  std::unique_ptr<ChildProcess> run_in_gateway(const std::vector<std::string>& words,
                                               ChildProcess::Handlers handlers);
  std::unique_ptr<ChildProcess> run_in_core(const std::vector<std::string>& words, ChildProcess::Handlers handlers);

  // A place for a real client: its wire is to be plugged into the LAN.
  std::unique_ptr<GuestPort> make_guest_port(net::MacAddress mac);

  [[nodiscard]] LabDrops drops() const;  // since the lab was made
  [[nodiscard]] const NetworkNamespace& gateway_namespace() const { return gateway_namespace_; }
  [[nodiscard]] const NetworkNamespace& core_namespace() const { return core_namespace_; }

 private:
  net::AsioLoop& loop_;
  Reaper reaper_;
  NetworkNamespace gateway_namespace_;
  NetworkNamespace core_namespace_;
  Port lan_;
  Port wan_;
  Port core_;
};

}  // namespace sim
