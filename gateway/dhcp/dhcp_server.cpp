#include "gateway/dhcp/dhcp_server.hpp"

#include <utility>

#include "gateway/dhcp/client.hpp"
#include "gateway/dhcp/dhcp_reply.hpp"
#include "gateway/dhcp/log_line.hpp"
#include "gateway/dhcp/mac_alert.hpp"

namespace gateway {

namespace {

using net::DhcpType;
using net::Ipv4Address;

std::string declined_name(Ipv4Address address) { return "d" + to_string(address); }

Lease declined_lease(Ipv4Address address, net::MacAddress by, const DhcpContext& context) {
  Lease lease{declined_name(address), by, address};
  lease.state = LeaseState::declined;
  lease.granted = context.settings.dhcp.decline_time;
  lease.until = context.now + lease.granted;
  return lease;
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
        dhcp_(context.settings.dhcp),
        client_(find_client(leases, message)),
        known_(client_.known),
        guard_(context.guard) {}

  DhcpOutcome outcome() {
    if (message_.giaddr.is_any() || dhcp_.lan.contains(message_.giaddr))
      answer();  // there is one pool, for one link
    if (guard_ != context_.guard) outcome_.guard = guard_;
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
    if (!context_.probed) say(log_line::received_discover(message_.requested(), message_.chaddr));
    const auto choice = choose_address(leases_, context_.settings, asker());
    if (!choice) return exhausted();
    auto lease = lease_at(choice->address);
    lease.granted_xid.reset();  // what is granted next is a new exchange
    if (lease.state != LeaseState::leased) {
      lease.state = LeaseState::offered;
      lease.until = context_.now + dhcp_.offer_time;
      lease.contested = lease.contested || choice->recycled;
    }
    outcome_.recycled = choice->recycled;
    if (choice->recycled) starving("offers that nobody asks for fill the pool");
    if (!must_be_probed(lease)) return offer(std::move(lease));
    take(lease);
    outcome_.probe = choice->address;
  }

  // Not its own live lease; and not what somebody else was offered, and so probed, a moment ago.
  [[nodiscard]] bool must_be_probed(const Lease& lease) const {
    return dhcp_.arp_probe && lease.state == LeaseState::offered && !lease.contested &&
           context_.probed != lease.address;
  }

  void offer(Lease lease) {
    const auto base = option66_base(context_.settings);
    auto option66 = base;
    if (dhcp_.number_in_offer && base && randomised()) {
      if (lease.offered_number.empty()) lease.offered_number = draw_number();
      option66 = with_number(base, lease.offered_number);
    }
    take(lease);
    reply(DhcpType::offer, lease.address, option66);
    say(log_line::sent_offer(lease.address, message_.chaddr));
  }

  // RFC 2131 §4.3.2: which kind of REQUEST it is shows in what it names. SELECTING names a server, INIT-REBOOT only
  // an address; RENEWING and REBINDING have one, and the former comes straight to us.
  void request() {
    const bool renewing = !message_.ciaddr.is_any();
    const auto wanted = renewing ? std::optional(message_.ciaddr) : message_.requested();
    say(log_line::received_request(wanted, message_.chaddr));
    if (!wanted) return refuse(LanRefusal::no_address);
    if (const auto server = message_.server(); server && *server != dhcp_.lan.address) return another_server();
    if (!dhcp_.lan.contains(*wanted)) return nak(*wanted, "wrong network");
    const auto reserved = reserved_address(leases_, context_.settings, asker());
    const bool on_record = known_ != nullptr || reserved || message_.server();
    if (!on_record && !renewing) return;  // INIT-REBOOT
    if (reserved && reserved != wanted) return nak(*wanted, "another address is reserved");
    if (!reserved && !is_free_for_us(*wanted)) return nak(*wanted, "address not available");
    if (!reserved && known_ != nullptr && known_->address != *wanted) return nak(*wanted, "not your address");
    if (!on_record && !context_.unicast) return;  // REBINDING: the lease may be another server's
    if (is_stranger() && !guard_.strangers.take(dhcp_.new_client_limit, context_.now)) return too_many();
    grant(*wanted, renewing);
  }

  void another_server() {
    if (known_ == nullptr || known_->state != LeaseState::offered) return;
    if (!known_->held) return drop(client_.name);
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
    lease.granted = lease_time(message_, dhcp_);
    lease.until = context_.now + lease.granted;
    lease.held = true;
    lease.contested = false;
    if (!renewing) lease.granted_xid = message_.xid;
    if (!renewing && !repeated) raise_alert(lease, option66);
    if (renewing || !repeated) tell(renewing ? Notice::renewed : Notice::granted, address);
    take(lease);
    reply(DhcpType::ack, address, option66);
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

  // Only of what was granted: an address that was merely offered is nobody's to declare unusable.
  void decline() {
    const auto address = message_.requested();
    say(log_line::received("Decline", address, message_.chaddr));
    const auto server = message_.server();
    if (server && server != dhcp_.lan.address) return;
    if (!server || !address || !has_lease_on(*address)) return refuse(LanRefusal::foreign_lease);
    drop(client_.name);
    put(declined_lease(*address, message_.chaddr, context_));
    tell(Notice::declined, *address);
  }

  void release() {
    say(log_line::received("Release", message_.ciaddr, message_.chaddr));
    if (const auto server = message_.server(); server && *server != dhcp_.lan.address) return;
    if (!has_lease_on(message_.ciaddr)) return refuse(LanRefusal::foreign_lease);
    put(ended(*known_, context_.now));
    tell(Notice::released, known_->address);
  }

  void inform() {
    say(log_line::received("Inform", message_.ciaddr, message_.chaddr));
    if (!is_lan_host(dhcp_.lan, message_.ciaddr)) return refuse(LanRefusal::no_address);
    const bool leased = has_lease_on(message_.ciaddr);
    const auto option66 = with_number(option66_base(context_.settings), leased ? known_->number : "");
    reply(DhcpType::ack, Ipv4Address::any(), option66);
    say(log_line::sent("ack", message_.ciaddr, message_.chaddr));
  }

  void nak(Ipv4Address wanted, std::string_view why) {
    outcome_.reply = make_nak(message_, why, dhcp_);
    say(log_line::sent("nak", wanted, message_.chaddr));
  }

  void reply(DhcpType type, Ipv4Address address, const std::optional<std::string>& option66) {
    const auto* reservation = reservation_of(context_.settings, message_.chaddr);
    ReplyContent content{type, address, option66, reservation != nullptr ? reservation->host_name.text : ""};
    content.dns = dhcp_.dns;
    if (context_.settings.dns_proxy.enabled && !content.dns) content.dns = dhcp_.lan.address;
    if (!address.is_any()) content.lease = lease_time(message_, dhcp_);
    outcome_.reply = make_reply(message_, content, dhcp_);
  }

  void exhausted() {
    say(log_line::refused("No free address", message_.chaddr));
    if (const auto times = guard_.exhausted.happened(context_.now))
      tell(Notice::pool_exhausted, Ipv4Address::any(), "no free address; " + so_often(*times));
    refuse(LanRefusal::no_free_address);
  }

  void too_many() {
    say(log_line::refused("Too many new clients, no lease", message_.chaddr));
    starving("more than " + std::to_string(dhcp_.new_client_limit) + " new clients a second");
    refuse(LanRefusal::too_many_clients);
  }

  void starving(const std::string& how) {
    if (const auto times = guard_.starvation.happened(context_.now))
      tell(Notice::starvation, Ipv4Address::any(), how + "; " + so_often(*times));
  }

  static std::string so_often(std::uint64_t times) {
    return std::to_string(times) + (times == 1 ? " time" : " times") + " since last told";
  }

  [[nodiscard]] Asker asker() const { return {message_.chaddr, known_, message_.requested()}; }

  // The message's client has it, and the message comes from the station that got it.
  [[nodiscard]] bool has_lease_on(Ipv4Address address) const {
    return known_ != nullptr && known_->state == LeaseState::leased && known_->address == address &&
           known_->mac == message_.chaddr;
  }

  // Never had a lease, and none is reserved for it.
  [[nodiscard]] bool is_stranger() const {
    return (known_ == nullptr || !known_->held) && reservation_of(context_.settings, message_.chaddr) == nullptr;
  }

  // Of two that were offered one address, because there was no other, the first to ask has it.
  [[nodiscard]] bool is_free_for_us(Ipv4Address address) const {
    if (!may_have(context_.settings, message_.chaddr, address)) return false;
    const auto* holder = leases_.at(address);
    if (holder == nullptr || holder == known_) return true;
    return holder->state == LeaseState::offered && holder->contested && message_.server() == dhcp_.lan.address;
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

  // The client's lease as it is, when it is for this address, else a new one. A number is told to one station only.
  [[nodiscard]] Lease lease_at(Ipv4Address address) const {
    const bool same = known_ != nullptr && known_->address == address;
    auto lease = same ? *known_ : Lease{client_.name, message_.chaddr, address};
    if (lease.mac != message_.chaddr) {
      lease.mac = message_.chaddr;
      lease.granted_xid.reset();
      lease.offered_number.clear();
    }
    const auto* reservation = reservation_of(context_.settings, message_.chaddr);
    if (reservation != nullptr && lease.host_name.empty()) lease.host_name = reservation->host_name.text;
    if (auto name = plain_host_name(message_); !name.empty()) lease.host_name = std::move(name);
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
  void refuse(LanRefusal why) { outcome_.refused = why; }
  void tell(Notice kind, Ipv4Address address, std::string detail = "") {
    outcome_.notices.push_back({kind, message_.chaddr, address, std::move(detail)});
  }
  void say(std::string line) { outcome_.log.push_back(std::move(line)); }

  const LeaseTable& leases_;
  const net::DhcpMessage& message_;
  const DhcpContext& context_;
  const DhcpServerSettings& dhcp_;
  const Client client_;
  const Lease* known_;
  DhcpGuard guard_;
  DhcpOutcome outcome_;
};

}  // namespace

DhcpOutcome step(const LeaseTable& leases, const net::DhcpMessage& message, const DhcpContext& context) {
  if (!message.request || !context.settings.dhcp.enabled) return {};
  return Exchange(leases, message, context).outcome();
}

DhcpOutcome set_aside(const LeaseTable& leases, Ipv4Address address, net::MacAddress user,
                      const DhcpContext& context) {
  DhcpOutcome outcome;
  const auto* holder = leases.at(address);
  if (holder != nullptr && holder->state != LeaseState::offered) return outcome;
  if (holder != nullptr) outcome.changes.push_back({holder->client, std::nullopt});
  outcome.changes.push_back({declined_name(address), declined_lease(address, user, context)});
  outcome.notices.push_back({Notice::conflict, user, address, "answered our ARP probe"});
  outcome.log.push_back(log_line::in_use(address, user));
  return outcome;
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

DhcpOutcome forget_misplaced(const LeaseTable& leases, const Settings& settings) {
  DhcpOutcome outcome;
  for (const auto* lease : leases.by_address())
    if (lease->state == LeaseState::past && !may_have(settings, lease->mac, lease->address))
      outcome.changes.push_back({lease->client, std::nullopt});
  return outcome;
}

std::optional<net::TimePoint> wakes_at(const LeaseTable& leases) {
  const auto* first = leases.first_to_end();
  return first != nullptr ? std::optional(first->until) : std::nullopt;
}

}  // namespace gateway
