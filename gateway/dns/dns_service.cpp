#include "gateway/dns/dns_service.hpp"

#include <algorithm>
#include <system_error>

namespace gateway {

namespace {

constexpr std::uint16_t lowest_port = 16384;  // of those asked from: above what services are reached at
constexpr int port_tries = 8;

}  // namespace

DnsService::DnsService(const Settings& settings, Uses uses) : settings_(settings), uses_(std::move(uses)) {
  open_or_close();
}

DnsService::~DnsService() { close(); }

void DnsService::settings_changed() {
  try {
    open_or_close();
  } catch (const std::system_error& refusal) {
    uses_.log("DNS: " + std::string(refusal.what()));
  }
}

void DnsService::open_or_close() {
  if (!settings_.dns_proxy.enabled) return close();
  if (open_) return;
  uses_.lan.bind(net::dns_port, [this](const net::Datagram& datagram) { take(QueryCame{datagram}); });
  open_ = true;
}

void DnsService::close() {
  if (!open_) return;
  uses_.lan.unbind(net::dns_port);
  open_ = false;
  for (const auto& [exchange, port] : ports_) uses_.wan.unbind(port);
  ports_.clear();
  proxy_.waiting.clear();
  timer_ = net::Timer();
}

void DnsService::take(const DnsInput& input) {
  auto made = step(std::move(proxy_), input, {settings_, uses_.loop.now(), uses_.random});
  proxy_ = std::move(made.next);
  for (const auto& answer : made.answers) uses_.lan.send(net::dns_port, answer.client, answer.message);
  for (const auto exchange : made.over) release(exchange);
  for (const auto& what : made.asks) ask(what);
  const auto due = wakes_at(proxy_);
  timer_ = due ? uses_.loop.at(*due, [this] { take(TimeCame{}); }) : net::Timer();
}

// Where no port can be had nothing is sent: the exchange waits and is tried again like one nobody answers.
void DnsService::ask(const DnsStep::Ask& what) {
  release(what.exchange);
  for (int tries = 0; tries < port_tries; ++tries) {
    const auto port = static_cast<std::uint16_t>(lowest_port + uses_.random() % (65536 - lowest_port));
    const auto used = [&](const auto& entry) { return entry.second == port; };
    if (std::ranges::any_of(ports_, used)) continue;
    try {
      uses_.wan.bind(port, [this, exchange = what.exchange](const net::Datagram& datagram) {
        take(ReplyCame{exchange, datagram});
      });
    } catch (const std::system_error&) {
      continue;
    }
    ports_.emplace(what.exchange, port);
    return uses_.wan.send(port, what.server, what.message);
  }
  ++without_port_;
}

void DnsService::release(std::uint64_t exchange) {
  const auto port = ports_.find(exchange);
  if (port == ports_.end()) return;
  uses_.wan.unbind(port->second);
  ports_.erase(port);
}

std::vector<std::pair<std::string, std::uint64_t>> DnsService::counters() const {
  const auto& counted = proxy_.counters;
  return {{"dns queries", counted.queries},     {"dns answered", counted.answered},
          {"dns forwarded", counted.forwarded}, {"dns passed on", counted.passed_on},
          {"dns failed", counted.failed},       {"dns refused", counted.refused},
          {"dns malformed", counted.malformed}, {"dns strange", counted.strange},
          {"dns without port", without_port_}};
}

}  // namespace gateway
