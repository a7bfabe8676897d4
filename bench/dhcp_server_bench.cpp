// A DISCOVER and the REQUEST that follows, decided by the server: the cost must not grow with the leases it holds.
#include <benchmark/benchmark.h>

#include "gateway/dhcp/dhcp_server.hpp"
#include "gateway/settings/profile.hpp"
#include "net/chance.hpp"

namespace {

using net::Ipv4Address;

gateway::Settings wide_settings() {
  auto settings = *gateway::profile("note");
  settings.dhcp.lan = {Ipv4Address(10, 0, 0, 1), 8};
  settings.dhcp.pool_first = Ipv4Address(10, 1, 0, 0);
  settings.dhcp.pool_last = Ipv4Address(10, 255, 255, 254);
  return settings;
}

class Server {
 public:
  // DISCOVER and REQUEST of the handset with this number; the address it got.
  Ipv4Address boot(std::uint64_t number) {
    net::DhcpMessage discover(net::MacAddress::parse("0004f2000000")->plus(number));
    discover.xid = static_cast<std::uint32_t>(number);
    const auto offered = hear(discover.add(net::DhcpType::discover)).yiaddr;
    net::DhcpMessage request(discover.chaddr);
    request.xid = discover.xid;
    request.add(net::DhcpType::request)
        .add_address(net::dhcp_option::server_identifier, settings_.dhcp.lan.address)
        .add_address(net::dhcp_option::requested_address, offered);
    return hear(request).yiaddr;
  }

 private:
  net::DhcpMessage hear(const net::DhcpMessage& message) {
    const auto outcome = step(leases_, message, {settings_, now_, digits_});
    for (const auto& change : outcome.changes) leases_.apply(change);
    return outcome.reply.value();
  }

  gateway::Settings settings_ = wide_settings();
  gateway::LeaseTable leases_;
  net::TimePoint now_{};
  net::Chance chance_{1};
  std::function<std::string(std::size_t)> digits_ = [this](std::size_t width) { return chance_.digits(width); };
};

void lease_beside_others(benchmark::State& state) {
  Server server;
  std::uint64_t number = 0;
  while (number < static_cast<std::uint64_t>(state.range(0))) server.boot(number++);
  for (auto _ : state) benchmark::DoNotOptimize(server.boot(number++));
}
BENCHMARK(lease_beside_others)->Arg(10)->Arg(1000)->Arg(100000)->Iterations(20000);

}  // namespace
