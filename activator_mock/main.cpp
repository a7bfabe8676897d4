// activator-mock: Activator and the phone provisioning server as a program, for a field bench.
#include <fmt/core.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <system_error>

#include "activator_mock/access_log.hpp"
#include "activator_mock/activator.hpp"
#include "activator_mock/options.hpp"
#include "net/asio_loop.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/http_server.hpp"
#include "net/http/stream_http_client.hpp"

namespace {

void say(const std::string& line) {
  if (line.empty()) return;
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

void serve(const activator::Options& options) {
  net::AsioLoop loop;
  bool ended = false;
  boost::asio::signal_set signals(loop.io(), SIGTERM, SIGINT);
  signals.async_wait([&](const auto&, int) { ended = true; });

  net::Journal journal([&] { return loop.now(); });
  journal.subscribe([](const net::Record& record) { say(activator::access_line(record)); });
  net::AsioStreams streams(loop);
  net::StreamHttpClient client(loop, streams);
  activator::Activator activator(options.settings, loop, client, journal);
  const net::HttpServer server(loop, options.listen, options.files ? activator.event_routes() : activator.routes());
  std::optional<net::HttpServer> files;
  if (options.files) files.emplace(loop, *options.files, activator.file_routes());

  auto ready = "ready " + to_string(net::Endpoint{options.listen.address, server.port()});
  if (files) ready += " files " + to_string(net::Endpoint{options.files->address, files->port()});
  say(ready);
  loop.run_until([&] { return ended; }, net::TimePoint::max());
}

}  // namespace

int main(int count, char** words) try {
  const auto options = activator::read_options(count, words);
  if (const auto* code = std::get_if<int>(&options)) return *code;
  serve(std::get<activator::Options>(options));
  return 0;
} catch (const activator::BadTemplates& bad) {
  fmt::print(stderr, "{}", bad.what());
  return 2;
} catch (const std::exception& refused) {
  fmt::print(stderr, "activator-mock: {}\n", refused.what());
  return 3;
}
