#include "gateway/dhcp/dhcp_server.hpp"

#include <algorithm>

#include "gateway/dhcp/dhcp_reply.hpp"
#include "gateway/dhcp/log_line.hpp"
#include "gateway/dhcp/mac_alert.hpp"

namespace gateway {

namespace {

using net::DhcpType;
using net::Ipv4Address;

// The first octet tells the kinds of names apart, so that no option 61 can pose as another's MAC address.
std::string client_name(const net::DhcpMessage& message) {
  if (const auto* id = message.option(net::dhcp_option::client_identifier); id != nullptr && !id->empty())
    return "i" + std::string(net::as_text(*id));
  return "m" + std::string(net::as_text(message.chaddr.bytes()));
}

std::string declined_name(Ipv4Address address) { return "d" + to_string(address); }

// Clients ask the DNS proxy for names unless they are told of another server.
DhcpServerSettings as_told(const Settings& settings) {
  auto dhcp = settings.dhcp;
  if (settings.dns_proxy.enabled && !dhcp.dns) dhcp.dns = dhcp.lan.address;
  return dhcp;
}

// The pool within the LAN, without the LAN's first and last address. A pool off the LAN ends before it begins.
struct PoolRange {
  Ipv4Address first;
  Ipv4Address last;
};

PoolRange pool_range(const DhcpServerSettings& settings) {
  const Ipv4Address lowest((settings.lan.address.number() & settings.lan.mask().number()) + 1);
  const Ipv4Address highest(settings.lan.directed_broadcast().number() - 1);
  return {std::max(settings.pool_first, lowest), std::min(settings.pool_last, highest)};
}

Lease ended(Lease lease, net::TimePoint when) {
  lease.state = LeaseState::past;
  lease.until = when;
  lease.granted_xid.reset();
  lease.number.clear();
  lease.offered_number.clear();
  return lease;
}

// One message being answered.
class Exchange {
 public:
  Exchange(const LeaseTable& leases, const net::DhcpMessage& message, const DhcpContext& context)
      : leases_(leases),
        message_(message),
        context_(context),
        dhcp_(as_told(context.settings)),
        client_(client_name(message)),
        known_(leases.of_client(client_)) {}

  DhcpOutcome outcome() {
    if (message_.giaddr.is_any() || dhcp_.lan.contains(message_.giaddr))
      answer();  // there is one pool, for one link
    return std::move(outcome_);
  }

 private:
  void answer() {
    switch (message_.type().value_or(DhcpType::offer)) {
      case DhcpType::discover: discover(); break;
      case DhcpType::request: request(); break;
      case DhcpType::decline: decline(); break;
      case DhcpType::release: release(); break;
      case DhcpType::inform: inform(); break;
      default: break;  // a server's message
    }
  }

  void discover() {
    say(log_line::received_discover(message_.requested(), message_.chaddr));
    const auto address = choose_address();
    if (!address) return say(log_line::refused("No free address", message_.chaddr));
    auto lease = lease_at(*address);
    lease.granted_xid.reset();  // what is granted next is a new exchange
    if (lease.state != LeaseState::leased) {
      lease.state = LeaseState::offered;
      lease.until = context_.now + dhcp_.offer_time;
    }
    const auto base = option66_base(context_.settings);
    auto option66 = base;
    if (dhcp_.number_in_offer && base && randomised()) {
      if (lease.offered_number.empty()) lease.offered_number = draw_number();
      option66 = with_number(base, lease.offered_number);
    }
    take(lease);
    outcome_.reply = make_reply(message_, {DhcpType::offer, *address, option66}, dhcp_);
    say(log_line::sent_offer(*address, message_.chaddr));
  }

  // RFC 2131 §4.3.2: which kind of REQUEST it is shows in what it names.
  void request() {
    const auto requested = message_.requested();
    const bool renewing = !message_.ciaddr.is_any();
    const auto wanted = renewing ? std::optional(message_.ciaddr) : requested;
    say(log_line::received_request(wanted, message_.chaddr));
    if (!wanted) return;
    if (const auto server = message_.server(); server && *server != dhcp_.lan.address) return another_server();
    if (!dhcp_.lan.contains(*wanted)) return nak(*wanted, "wrong network");
    if (known_ == nullptr && !renewing && !message_.server()) return;  // INIT-REBOOT of a stranger: silence
    if (!grantable(*wanted)) return nak(*wanted, "address not available");
    if (known_ != nullptr && known_->address != *wanted) return nak(*wanted, "not your address");
    grant(*wanted, renewing);
  }

  void another_server() {
    if (known_ == nullptr || known_->state != LeaseState::offered) return;
    if (!known_->held) return drop(client_);
    put(ended(*known_, context_.now));
  }

  void grant(Ipv4Address address, bool renewing) {
    auto lease = lease_at(address);
    const bool repeated = lease.state == LeaseState::leased && lease.granted_xid == message_.xid;
    const auto base = option66_base(context_.settings);
    if (!renewing && !repeated) {
      lease.number.clear();
      if (base && randomised()) {
        lease.number = lease.offered_number.empty() ? draw_number() : std::exchange(lease.offered_number, "");
      }
    }
    const auto option66 = with_number(base, lease.number);
    lease.offered_number.clear();
    lease.state = LeaseState::leased;
    lease.until = context_.now + dhcp_.lease_time;
    lease.granted = dhcp_.lease_time;
    lease.held = true;
    if (!renewing) lease.granted_xid = message_.xid;
    if (!renewing && !repeated) raise_alert(lease, option66);
    if (renewing || !repeated) tell(renewing ? Notice::renewed : Notice::granted, address);
    take(lease);
    outcome_.reply = make_reply(message_, {DhcpType::ack, address, option66}, dhcp_);
    say(renewing ? log_line::renewed(address) : log_line::leased(address));
  }

  void raise_alert(const Lease& lease, const std::optional<std::string>& option66) {
    const auto* alert = find_alert(context_.settings, message_.chaddr);
    if (alert == nullptr) return;
    const auto text = log_line::alert_text(message_.chaddr, lease.number, alert->name);
    say(log_line::alert(text));
    if (!lease.number.empty()) say(log_line::new_option66(*option66));
    outcome_.alert = {text, alert->name, message_.chaddr, lease.address, lease.number, option66.value_or("")};
  }

  void decline() {
    const auto address = message_.requested();
    say(log_line::received("Decline", address, message_.chaddr));
    if (known_ == nullptr || address != known_->address || message_.server() != dhcp_.lan.address) return;
    drop(client_);
    Lease lease{declined_name(*address), message_.chaddr, *address};
    lease.state = LeaseState::declined;
    lease.until = context_.now + dhcp_.decline_time;
    lease.granted = dhcp_.decline_time;
    put(lease);
    tell(Notice::declined, *address);
  }

  void release() {
    say(log_line::received("Release", message_.ciaddr, message_.chaddr));
    if (known_ == nullptr || known_->state != LeaseState::leased || message_.ciaddr != known_->address) return;
    put(ended(*known_, context_.now));
    tell(Notice::released, known_->address);
  }

  void inform() {
    say(log_line::received("Inform", message_.ciaddr, message_.chaddr));
    if (message_.ciaddr.is_any() || !dhcp_.lan.contains(message_.ciaddr)) return;
    const bool leased = known_ != nullptr && known_->state == LeaseState::leased;
    const auto option66 = with_number(option66_base(context_.settings), leased ? known_->number : "");
    outcome_.reply = make_reply(message_, {DhcpType::ack, Ipv4Address::any(), option66, false}, dhcp_);
    say(log_line::sent("ack", message_.ciaddr, message_.chaddr));
  }

  void nak(Ipv4Address wanted, std::string_view why) {
    outcome_.reply = make_nak(message_, why, dhcp_);
    say(log_line::sent("nak", wanted, message_.chaddr));
  }

  // RFC 2131 §4.3.1: the client's own address, the one it had, the one it asks for, the lowest that nobody has; and
  // when all are remembered, the one whose lease ended longest ago.
  [[nodiscard]] std::optional<Ipv4Address> choose_address() const {
    if (known_ != nullptr && in_pool(dhcp_, known_->address)) return known_->address;
    const auto requested = message_.requested();
    if (requested && in_pool(dhcp_, *requested) && leases_.at(*requested) == nullptr) return requested;
    if (const auto free = lowest_free()) return free;
    const auto* past = leases_.longest_past([this](Ipv4Address address) { return in_pool(dhcp_, address); });
    return past != nullptr ? std::optional(past->address) : std::nullopt;
  }

  [[nodiscard]] std::optional<Ipv4Address> lowest_free() const {
    const auto range = pool_range(dhcp_);
    auto next = leases_.next_free(range.first);
    if (next == dhcp_.lan.address) next = leases_.next_free(Ipv4Address(next.number() + 1));
    return next <= range.last ? std::optional(next) : std::nullopt;
  }

  [[nodiscard]] bool grantable(Ipv4Address address) const {
    const auto* holder = leases_.at(address);
    return in_pool(dhcp_, address) && (holder == nullptr || holder == known_);
  }

  [[nodiscard]] bool randomised() const {
    const auto* alert = find_alert(context_.settings, message_.chaddr);
    return alert != nullptr && alert->randomise;
  }

  // Unique among live leases. With very few digits there may be none left: then there is no number.
  std::string draw_number() {
    for (int attempt = 0; attempt < 1000; ++attempt) {
      auto number = context_.random_digits(dhcp_.number_width);
      if (!leases_.number_in_use(number)) return number;
    }
    say(log_line::refused("No unused number", message_.chaddr));
    return "";
  }

  static std::optional<std::string> with_number(const std::optional<std::string>& base, const std::string& number) {
    return base && !number.empty() ? std::optional(join_option66(*base, number)) : base;
  }

  // The client's lease as it is, when it is for this address, else a new one.
  [[nodiscard]] Lease lease_at(Ipv4Address address) const {
    if (known_ == nullptr || known_->address != address) return Lease{client_, message_.chaddr, address};
    auto lease = *known_;
    lease.mac = message_.chaddr;
    return lease;
  }

  // A remembered lease of somebody else makes room.
  void take(const Lease& lease) {
    const auto* holder = leases_.at(lease.address);
    if (holder != nullptr && holder->client != lease.client) drop(holder->client);
    put(lease);
  }

  void put(const Lease& lease) { outcome_.changes.push_back({lease.client, lease}); }
  void drop(const std::string& client) { outcome_.changes.push_back({client, std::nullopt}); }
  void tell(Notice kind, Ipv4Address address) { outcome_.notices.push_back({kind, message_.chaddr, address, ""}); }
  void say(std::string line) { outcome_.log.push_back(std::move(line)); }

  const LeaseTable& leases_;
  const net::DhcpMessage& message_;
  const DhcpContext& context_;
  const DhcpServerSettings dhcp_;
  const std::string client_;
  const Lease* known_;
  DhcpOutcome outcome_;
};

}  // namespace

bool in_pool(const DhcpServerSettings& settings, Ipv4Address address) {
  const auto range = pool_range(settings);
  return address >= range.first && address <= range.last && address != settings.lan.address;
}

DhcpOutcome step(const LeaseTable& leases, const net::DhcpMessage& message, const DhcpContext& context) {
  if (!message.request || !context.settings.dhcp.enabled) return {};
  return Exchange(leases, message, context).outcome();
}

DhcpOutcome expire(const LeaseTable& leases, net::TimePoint now) {
  DhcpOutcome outcome;
  for (const auto* lease : leases.ended_by(now)) {
    const bool remembered = lease->held && lease->state != LeaseState::declined;
    outcome.changes.push_back(
        {lease->client, remembered ? std::optional(ended(*lease, lease->until)) : std::nullopt});
    if (lease->state == LeaseState::leased)
      outcome.notices.push_back({Notice::expired, lease->mac, lease->address, ""});
  }
  return outcome;
}

DhcpOutcome forget_outside_pool(const LeaseTable& leases, const DhcpServerSettings& settings) {
  DhcpOutcome outcome;
  for (const auto* lease : leases.by_address())
    if (lease->state == LeaseState::past && !in_pool(settings, lease->address))
      outcome.changes.push_back({lease->client, std::nullopt});
  return outcome;
}

std::optional<net::TimePoint> wakes_at(const LeaseTable& leases) {
  const auto* first = leases.first_to_end();
  return first != nullptr ? std::optional(first->until) : std::nullopt;
}

}  // namespace gateway
