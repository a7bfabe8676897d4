// A whole connection between two hosts in user space: connect, 4 KB each way's worth of answer, close. Frames are
// encoded and decoded as on a real wire; only the waiting is left out.
#include <benchmark/benchmark.h>

#include "net/host.hpp"
#include "net/memory_wire.hpp"
#include "net/virtual_loop.hpp"

namespace {

using net::Ipv4Address;
using net::MacAddress;

void tcp_fetch(benchmark::State& state) {
  net::VirtualLoop loop;
  net::MemoryCable cable(loop);
  net::Host client(loop, cable.left(), MacAddress({0, 4, 0xf2, 0, 0, 1}), net::Chance(1));
  net::Host server(loop, cable.right(), MacAddress({2, 0, 0, 0, 0, 1}), net::Chance(2));
  client.configure({{Ipv4Address(10, 0, 0, 1), 24}, std::nullopt});
  server.configure({{Ipv4Address(10, 0, 0, 2), 24}, std::nullopt});

  const net::Bytes body(static_cast<std::size_t>(state.range(0)), 'x');
  std::vector<std::unique_ptr<net::Stream>> accepted;
  server.listen(80, [&](std::unique_ptr<net::Stream> stream) {
    auto& answering = *stream;
    stream->set_handlers({.opened = [] {},
                          .received =
                              [&answering, &body](net::BytesView) {
                                answering.write(body);
                                answering.finish();
                              },
                          .peer_finished = [] {},
                          .closed = [](net::StreamEnd) {}});
    accepted.push_back(std::move(stream));
  });

  for (auto _ : state) {
    std::size_t received = 0;
    bool finished = false;
    std::unique_ptr<net::Stream> stream;
    stream = client.connect({Ipv4Address(10, 0, 0, 2), 80},
                            {.opened = [&] { stream->write(net::as_bytes("GET / HTTP/1.1\r\n\r\n")); },
                             .received = [&](net::BytesView bytes) { received += bytes.size(); },
                             .peer_finished =
                                 [&] {
                                   stream->finish();
                                   finished = true;
                                 },
                             .closed = [](net::StreamEnd) {}});
    loop.run_until([&] { return finished; }, net::TimePoint::max());
    if (received != body.size()) state.SkipWithError("the body did not arrive whole");
    stream.reset();
    accepted.clear();
  }
}
BENCHMARK(tcp_fetch)->Arg(4096)->Arg(65536);

}  // namespace
