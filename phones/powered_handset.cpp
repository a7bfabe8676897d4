#include "phones/powered_handset.hpp"

#include <fmt/format.h>

#include <utility>

namespace phones {
namespace {

using net::Kind;

std::optional<std::string> said(const BootServerOptions& options) {
  return options.custom ? options.custom : options.option66;
}

}  // namespace

PoweredHandset::PoweredHandset(const HandsetSetup& setup, net::Loop& loop, net::Wire& cable, net::Chance chance,
                               net::Notes& notes, std::function<void()> reboot)
    : setup_(setup),
      loop_(loop),
      chance_(chance.stream("dhcp")),
      name_chance_(chance.stream("dns")),
      notes_(notes),
      reboot_(std::move(reboot)),
      powered_at_(loop.now()),
      wire_(cable),
      host_(loop, wire_, setup.mac, chance.stream("host")),
      http_(loop, host_) {
  host_.bind(net::dhcp_client_port, [this](const net::Datagram& datagram) {
    auto decoded = net::decode_dhcp(datagram.payload);
    if (auto* message = std::get_if<net::DhcpMessage>(&decoded)) feed(DhcpInput{Received{std::move(*message)}});
  });
}

PoweredHandset::~PoweredHandset() { cut_power(); }

void PoweredHandset::start() {
  feed(BootInput{Begin{}});
  feed(DhcpInput{Start{}});
}

// The gate goes first: what the host's connections say as they die stays unsaid.
void PoweredHandset::cut_power() {
  powered_ = false;
  wire_.shut();
  dhcp_timer_.cancel();
  boot_timer_.cancel();
  resolver_timer_.cancel();
}

void PoweredHandset::feed(const DhcpInput& input) {
  if (!powered_) return;
  const auto xid = static_cast<std::uint32_t>(chance_.next() >> 32);
  const auto width = setup_.model.dhcp.jitter;
  const auto jitter = net::Duration(chance_.below(static_cast<std::uint64_t>(2 * width.count()) + 1)) - width;
  auto next = step(dhcp_, input, {setup_.model, phase_of(boot_), setup_.mac, loop_.now(), xid, jitter});

  const auto before = std::exchange(dhcp_, std::move(next.next));
  dhcp_timer_ = net::Timer();
  if (const auto when = wakes_at(dhcp_)) {
    dhcp_timer_ = loop_.at(*when, [this] { feed(DhcpInput{TimedOut{}}); });
  }
  if (next.send) send(*next.send);
  if (!next.why.empty()) note_dhcp(before, next.why);
  use_lease(before);
}

void PoweredHandset::send(const DhcpSend& what) {
  const auto bytes = net::encode(what.message);
  if (what.to) {
    host_.send(net::dhcp_client_port, {*what.to, net::dhcp_server_port}, bytes);
  } else {
    host_.broadcast(net::dhcp_client_port, net::dhcp_server_port, bytes);
  }
}

void PoweredHandset::note_dhcp(const DhcpState& before, const std::string& why) {
  notes_.note(Kind::dhcp_state, setup_.name, {{"from", name_of(before)}, {"to", name_of(dhcp_)}, {"why", why}});
}

// The host lives where the lease says; the boot hears when that begins and ends, not of renewals.
void PoweredHandset::use_lease(const DhcpState& before) {
  if (!powered_) return;
  const auto* old = lease_of(before);
  const auto* lease = lease_of(dhcp_);
  if (old != nullptr && lease == nullptr) {
    host_.unconfigure();
    feed(BootInput{LeaseLost{}});
    return;
  }
  if (lease == nullptr || dhcp_.index() == before.index() || !std::holds_alternative<Bound>(dhcp_)) return;

  notes_.note(Kind::leased, setup_.name,
              {{"address", net::to_string(lease->network.address)},
               {"server", net::to_string(lease->server)},
               {"lease_time", lease->time / 1s},
               {"boot_server", said(lease->boot_server)},
               {"renewal", old != nullptr}});
  if (!powered_) return;
  const net::Ipv4Config config{lease->network, lease->router};
  if (host_.config() != config) host_.configure(config);
  if (old == nullptr) feed(BootInput{LeaseReady{lease->boot_server}});
}

void PoweredHandset::restart_dhcp() {
  dhcp_ = Init{};
  host_.unconfigure();
  feed(DhcpInput{Start{}});
}

void PoweredHandset::feed(BootInput input) {
  if (!powered_) return;
  const bool was_running = std::holds_alternative<Running>(boot_);
  auto next = step(std::move(boot_), std::move(input),
                   {setup_.model, setup_.mac, setup_.static_boot_server, loop_.now(), powered_at_});
  boot_ = std::move(next.next);
  boot_timer_ = net::Timer();
  if (const auto when = wakes_at(boot_)) boot_timer_ = loop_.at(*when, [this] { feed(BootInput{Waited{}}); });
  for (const auto& what : next.notes) note(what);
  const auto* running = std::get_if<Running>(&boot_);
  if (running != nullptr && !was_running) note(running->account);
  if (!powered_) return;  // whoever read the notes may have pulled the plug
  if (!std::holds_alternative<Resolving>(boot_)) stop_resolving();
  if (next.resolve) resolve(*next.resolve);
  if (next.fetch) request(*std::move(next.fetch));
  if (next.restart == Restart::dhcp) restart_dhcp();
  if (next.restart == Restart::handset) reboot_();
}

void PoweredHandset::note(const SipAccount& account) {
  notes_.note(Kind::provisioned, setup_.name,
              {{"user", account.user},
               {"address", account.address},
               {"server", account.server},
               {"file", account.from_file}});
}

void PoweredHandset::note(const BootNote& what) {
  if (const auto* phase = std::get_if<PhaseEntered>(&what)) {
    notes_.note(Kind::boot_phase, setup_.name, {{"phase", phase->phase}});
  } else if (const auto* ended = std::get_if<PassEnded>(&what)) {
    notes_.note(Kind::pass_ended, setup_.name,
                {{"outcome", ended->provisioned ? "provisioned" : "not provisioned"}, {"why", ended->why}});
  } else {
    notes_.note(Kind::boot_decision, setup_.name, {{"text", std::get<Decided>(what).text}});
  }
}

// From a port of its own for each name (RFC 5452 §9.2).
void PoweredHandset::resolve(const std::string& name) {
  const auto* lease = lease_of(dhcp_);
  stop_resolving();
  resolver_port_ = static_cast<std::uint16_t>(49152 + name_chance_.below(16384));
  host_.bind(resolver_port_, [this](const net::Datagram& datagram) {
    auto decoded = net::decode_dns(datagram.payload);
    if (auto* message = std::get_if<net::DnsMessage>(&decoded)) feed(Told{datagram.from, std::move(*message)});
  });
  feed(LookUp{net::DnsName::parse(name).value(),
              lease != nullptr ? lease->name_servers : decltype(lease->name_servers)()});
}

void PoweredHandset::stop_resolving() {
  if (resolver_port_ != 0) host_.unbind(std::exchange(resolver_port_, 0));
  resolver_timer_ = net::Timer();
  resolver_ = AtRest{};
}

void PoweredHandset::feed(const ResolverInput& input) {
  if (!powered_) return;
  const auto id = static_cast<std::uint16_t>(name_chance_.next() >> 48);
  auto next = step(std::move(resolver_), input, {setup_.model.dns, loop_.now(), id});
  resolver_ = std::move(next.next);
  resolver_timer_ = net::Timer();
  if (const auto when = wakes_at(resolver_)) resolver_timer_ = loop_.at(*when, [this] { feed(NotTold{}); });
  if (next.tried) note(*next.tried);
  if (!powered_) return;
  if (next.send) host_.send(resolver_port_, {next.send->server, net::dns_port}, next.send->message);
  if (!next.done) return;
  if (auto* found = std::get_if<std::vector<net::Ipv4Address>>(&*next.done)) {
    feed(BootInput{NameFound{std::move(*found)}});
  } else {
    feed(BootInput{NameNotFound{std::get<std::string>(std::move(*next.done))}});
  }
}

void PoweredHandset::note(const Tried& tried) {
  std::optional<std::string> addresses;
  for (const auto address : tried.addresses)
    addresses = (addresses ? *addresses + "," : std::string()) + net::to_string(address);
  notes_.note(Kind::name_lookup, setup_.name,
              {{"name", to_string(tried.name)},
               {"server", net::to_string(tried.server)},
               {"outcome", tried.outcome},
               {"addresses", addresses},
               {"attempt", tried.attempt}});
}

void PoweredHandset::request(Fetch fetch) {
  auto request = fetch.request;
  const auto server = fetch.server;
  const auto limits = fetch.limits;
  http_.request(std::move(request), server, limits,
                [this, number = ++requests_, asked = std::move(fetch)](net::HttpResult result) {
                  request_done(number, asked, std::move(result));
                });
}

void PoweredHandset::request_done(int number, const Fetch& asked, net::HttpResult result) {
  if (!powered_) return;
  Fetched answer{result.outcome, 0, ""};
  std::optional<int> status;
  if (result.response) {
    status = answer.status = result.response->status;
    answer.body = std::move(result.response->body);
  }
  const auto octets = asked.request.method == "PUT" ? asked.request.body.size() : answer.body.size();
  notes_.note(Kind::http_done, setup_.name,
              {{"phase", to_string(asked.phase)},
               {"method", asked.request.method},
               {"path", asked.request.target},
               {"server", net::to_string(asked.server)},
               {"status", status},
               {"outcome", net::to_string(result.outcome)},
               {"bytes", octets},
               {"attempt", asked.attempt}});
  if (number == requests_) feed(BootInput{std::move(answer)});  // else the boot has moved on and asked anew
}

}  // namespace phones
