#include "sim/gateway_probe.hpp"

#include <utility>

#include "net/dhcp_message.hpp"
#include "sim/plan_of_the_land.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr net::Duration interval = 500ms;

// The answer is wanted by broadcast (RFC 2131 §4.1), so that no server's kernel has to remember this station.
net::Bytes discover(std::uint32_t xid) {
  net::DhcpMessage message(land::probe_mac);
  message.xid = xid;
  message.broadcast = true;
  message.add(net::DhcpType::discover);
  return encode(message);
}

}  // namespace

GatewayProbe::GatewayProbe(net::Loop& loop, Segment& lan, net::Chance chance)
    : loop_(loop),
      port_(lan.plug_in()),
      host_(loop, *port_, land::probe_mac, chance.stream("host")),
      xid_(static_cast<std::uint32_t>(chance.next())) {
  host_.bind(net::dhcp_client_port, [this](const net::Datagram& datagram) { hear(datagram.payload); });
  ask();
}

void GatewayProbe::ask() {
  host_.broadcast(net::dhcp_client_port, net::dhcp_server_port, discover(xid_));
  again_ = loop_.after(interval, [this] { ask(); });
}

void GatewayProbe::hear(net::BytesView payload) {
  const auto decoded = net::decode_dhcp(payload);
  const auto* message = std::get_if<net::DhcpMessage>(&decoded);
  if (message == nullptr || message->request || message->type() != net::DhcpType::offer) return;
  if (message->xid != xid_ || message->chaddr != land::probe_mac) return;
  answered_ = true;
  again_ = {};
}

}  // namespace sim
