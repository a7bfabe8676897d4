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
