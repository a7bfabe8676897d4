#include "sim/lab/port.hpp"

namespace sim {

namespace {

// 2,000 connections in flight lose nothing in a queue of this length, 10,000 do.
constexpr int storm_queue = 20000;

net::FileDescriptor open_tap_in(const NetworkNamespace& where, const std::string& name, net::MacAddress mac) {
  net::FileDescriptor tap;
  where.inside([&] { tap = net::open_tap(name, mac); });  // a tap is born where the thread stands that opens it
  return tap;
}

}  // namespace

Port::Port(net::AsioLoop& loop, const NetworkNamespace& where, const std::string& interface_name,
           net::MacAddress mac)
    : wire_(loop, open_tap_in(where, interface_name, mac)), link_(where, interface_name) {
  link_.set_mtu(1500);
  link_.set_queue(storm_queue);
}

LinkDrops Port::drops() const {
  auto drops = link_.drops();
  drops.refused += wire_.dropped();
  return drops;
}

}  // namespace sim
