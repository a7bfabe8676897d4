// Sequences of messages, with time between them and settings that change, against what must always hold: no address
// is two clients', none is given to whom it is not due, a number is told to one station, and whoever is answered is
// whoever asked.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>

#include "gateway/dhcp/arp_probe.hpp"
#include "gateway/dhcp/dhcp_forgery.hpp"
#include "gateway/dhcp/dhcp_frame.hpp"
#include "gateway/dhcp/dhcp_server.hpp"
#include "gateway/settings/profile.hpp"

namespace {

namespace option = net::dhcp_option;
using gateway::Lease;
using gateway::LeaseState;
using net::Ipv4Address;
using net::MacAddress;

constexpr MacAddress own({2, 0, 0x5e, 0, 0, 1});
constexpr std::size_t message_size = 6;  // octets that make one

void require(bool holds) {
  if (!holds) std::abort();
}

MacAddress station(std::uint8_t number) { return MacAddress({0, 4, 0xf2, 0, 0, number}); }

Ipv4Address near_pool(std::uint8_t octet) { return {192, 168, 100, static_cast<std::uint8_t>(98 + octet % 8)}; }

// A small pool, so that clients meet, and reservations inside and outside it.
gateway::Settings small_pool(std::uint8_t choices) {
  static const auto note = *gateway::profile("note");  // read once: it is a text
  auto settings = note;
  settings.dhcp.pool_last = Ipv4Address(192, 168, 100, 103);
  settings.dhcp.number_width = 2;
  settings.dhcp.number_in_offer = (choices & 1) != 0;
  settings.dhcp.arp_probe = (choices & 2) != 0;
  settings.dhcp.new_client_limit = (choices & 4) != 0 ? 1 : 0;
  if ((choices & 8) != 0) settings.reservations[0] = {true, station(1), near_pool(3), {"one"}};
  if ((choices & 16) != 0) settings.reservations[1] = {true, station(2), near_pool(0), {}};
  if ((choices & 32) != 0)
    settings.reservations[2] = {true, station(3), near_pool(3), {}};  // contradicts the first
  return settings;
}

// What it asks, who sends it, about which address, in which exchange, what else it carries, and from where.
net::DhcpMessage message(std::span<const std::uint8_t> octets) {
  net::DhcpMessage m(station(octets[1] % 7));
  m.add(static_cast<net::DhcpType>(1 + octets[0] % 8));
  m.xid = octets[3] % 4;
  const auto flags = octets[4];
  if ((flags & 1) != 0) m.add_address(option::requested_address, near_pool(octets[2]));
  if ((flags & 2) != 0) m.ciaddr = near_pool(octets[2]);
  if ((flags & 4) != 0) m.add_address(option::server_identifier, Ipv4Address(192, 168, 100, 1));
  if ((flags & 8) != 0) m.add_address(option::server_identifier, Ipv4Address(192, 168, 100, 2));
  if ((flags & 16) != 0) m.add(option::client_identifier, net::Bytes(1 + octets[3] % 200, octets[3] % 3));
  if ((flags & 32) != 0) m.add(option::parameter_request_list, {octets[2], octets[3], 1, 66, 51, 12, 15});
  if ((flags & 64) != 0) m.broadcast = true;
  if ((flags & 128) != 0) m.add(option::relay_agent_information, net::Bytes(std::size_t{octets[3]} * 8, 1));
  return m;
}

class Server {
 public:
  explicit Server(std::uint8_t choices) : settings_(small_pool(choices)) {}

  void pass(net::Duration time) {
    now_ += time;
    carry_out(expire(leases_, now_), {});
    require(!wakes_at(leases_) || *wakes_at(leases_) > now_);
  }

  void change(std::uint8_t choices) {
    settings_ = small_pool(choices);
    carry_out(forget_misplaced(leases_, settings_), {});
  }

  void hear(const net::DhcpMessage& sent, bool unicast, std::uint8_t neighbour) {
    auto outcome = ask(sent, unicast, {});
    if (!outcome.probe) return judge(sent, outcome);
    require(!outcome.reply && leases_.at(*outcome.probe)->state == LeaseState::offered);
    const auto probed = *outcome.probe;
    if (neighbour % 4 == 0) carry_out(set_aside(leases_, probed, station(99), context(false, {})), {});
    judge(sent, ask(sent, unicast, probed));
  }

 private:
  [[nodiscard]] gateway::DhcpContext context(bool unicast, std::optional<Ipv4Address> probed) const {
    return {settings_, now_, digits_, guard_, unicast, probed};
  }

  gateway::DhcpOutcome ask(const net::DhcpMessage& sent, bool unicast, std::optional<Ipv4Address> probed) {
    auto outcome = step(leases_, sent, context(unicast, probed));
    if (outcome.guard) guard_ = *outcome.guard;
    carry_out(outcome, sent.chaddr);
    return outcome;
  }

  // A live lease ends when its time is over, or by a message of the station that has it.
  void carry_out(const gateway::DhcpOutcome& outcome, std::optional<MacAddress> asker) {
    for (const auto& change : outcome.changes) {
      const auto* before = leases_.of_client(change.client);
      const bool lives = before != nullptr && before->state == LeaseState::leased && before->until > now_;
      require(!lives || asker == before->mac);
      leases_.apply(change);
    }
    std::set<Ipv4Address> addresses;
    std::set<std::string> numbers;
    for (const auto* each : leases_.by_address()) {
      const auto& lease = *each;
      require(leases_.of_client(lease.client) == &lease && leases_.at(lease.address) == &lease);
      require(addresses.insert(lease.address).second);
      require(gateway::is_lan_host(settings_.dhcp.lan, lease.address));
      require(lease.number.empty() || numbers.insert(lease.number).second);
      require(lease.number.empty() || lease.state == LeaseState::leased);
    }
  }

  void judge(const net::DhcpMessage& sent, const gateway::DhcpOutcome& outcome) {
    require(outcome.notices.size() < 3);
    if (!outcome.reply) return;
    const auto& reply = *outcome.reply;
    require(reply.xid == sent.xid && reply.chaddr == sent.chaddr && !reply.request && !outcome.refused);
    const auto bytes = make_dhcp_frame(reply, gateway::reply_path(reply, sent.chaddr), own,
                                       settings_.dhcp.lan.address, gateway::largest_datagram(sent));
    require(bytes.size() <= 1514);
    require(reply.option(option::relay_agent_information) != nullptr ||
            bytes.size() <= 14 + gateway::largest_datagram(sent));
    if (reply.yiaddr.is_any()) return;
    const auto* lease = leases_.at(reply.yiaddr);
    require(lease != nullptr && lease->mac == sent.chaddr && may_have(settings_, sent.chaddr, reply.yiaddr));
    require(lease->state == LeaseState::offered || lease->state == LeaseState::leased);
    require(reply.type() == net::DhcpType::offer || lease->state == LeaseState::leased);
    // No number but the station's own: an option 66 that ends otherwise is the base.
    const auto told = reply.text_option(option::tftp_server_name).value_or("");
    const auto number = told.substr(told.rfind('/') + 1);
    const auto& own_number = reply.type() == net::DhcpType::offer ? lease->offered_number : lease->number;
    require(number == own_number || number == "phoneprovisioning");
  }

  gateway::Settings settings_;
  gateway::LeaseTable leases_;
  gateway::DhcpGuard guard_;
  net::TimePoint now_{};
  unsigned drawn_ = 0;
  std::function<std::string(std::size_t)> digits_ = [this](std::size_t width) {
    return std::to_string(100 + drawn_++ % 100).substr(3 - width);
  };
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Server server(data[0]);
  for (std::size_t at = 1; at + message_size <= size; at += message_size) {
    const std::span<const std::uint8_t> octets(data + at, message_size);
    const auto how = octets[5];
    server.pass(std::chrono::milliseconds(how * how * how));
    if (how % 16 == 15) server.change(octets[0]);
    server.hear(message(octets), how % 2 == 0, how);
  }
  // And whatever arrives on the wire, the server takes, or refuses.
  const auto raw = net::decode_dhcp({data, size});
  const net::Ipv4Network lan{Ipv4Address(192, 168, 100, 1), 24};
  const auto* any = std::get_if<net::DhcpMessage>(&raw);
  if (any != nullptr && !gateway::find_forgery({*any, any->chaddr, any->ciaddr, false}, own, lan))
    server.hear(*any, false, 1);
  (void)gateway::read_dhcp_frame({data, size}, own, lan);
  (void)gateway::read_arp_answer({data, size}, own, lan.address);
  return 0;
}
