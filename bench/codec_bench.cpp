// What a frame costs to write and to read, and how that compares with a DHCP message's.
#include <benchmark/benchmark.h>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"

namespace {

using namespace std::chrono_literals;
using net::Ipv4Address;

const net::MacAddress handset({0, 4, 0xf2, 0, 0, 1}), gateway({2, 0, 0, 0, 0, 1});

net::DhcpMessage ack() {
  net::DhcpMessage message(handset);
  message.request = false;
  message.yiaddr = Ipv4Address(192, 168, 100, 100);
  message.add(net::DhcpType::ack)
      .add_address(net::dhcp_option::server_identifier, Ipv4Address(192, 168, 100, 1))
      .add_seconds(net::dhcp_option::lease_time, 24h)
      .add_address(net::dhcp_option::subnet_mask, Ipv4Address(255, 255, 255, 0))
      .add_text(net::dhcp_option::tftp_server_name, "http://193.164.253.250/phoneprovisioning/020319816065123456");
  return message;
}

net::Frame segment_of(std::size_t octets) {
  net::TcpSegment segment{.source_port = 49152, .destination_port = 80, .ack = true};
  segment.payload.resize(octets);
  return {gateway, handset,
          net::Ipv4Packet{.source = Ipv4Address(192, 168, 100, 100),
                          .destination = Ipv4Address(193, 164, 253, 250),
                          .payload = std::move(segment)}};
}

void dhcp_encode(benchmark::State& state) {
  const auto message = ack();
  for (auto _ : state) benchmark::DoNotOptimize(encode(message));
}
BENCHMARK(dhcp_encode);

void dhcp_decode(benchmark::State& state) {
  const auto bytes = encode(ack());
  for (auto _ : state) benchmark::DoNotOptimize(net::decode_dhcp(bytes));
}
BENCHMARK(dhcp_decode);

void frame_encode(benchmark::State& state) {
  const auto frame = segment_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(encode(frame));
}
BENCHMARK(frame_encode)->Arg(0)->Arg(1460);

void frame_decode(benchmark::State& state) {
  const auto bytes = encode(segment_of(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(net::decode_frame(bytes));
}
BENCHMARK(frame_decode)->Arg(0)->Arg(1460);

void ethernet_peek(benchmark::State& state) {
  const auto bytes = encode(segment_of(1460));
  for (auto _ : state) benchmark::DoNotOptimize(net::peek_ethernet(bytes));
}
BENCHMARK(ethernet_peek);

}  // namespace
