// teleware-mock: the hosted telephony platform as a program, for a field bench.
#include <fmt/core.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>

#include "net/asio_loop.hpp"
#include "net/http/http_server.hpp"
#include "teleware_mock/access_log.hpp"
#include "teleware_mock/account_file.hpp"
#include "teleware_mock/options.hpp"
#include "teleware_mock/teleware.hpp"

namespace {

void say(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

// False when the file has mistakes, which are told on stderr.
bool load(const std::string& file, teleware::Accounts& accounts) {
  const auto read = teleware::read_account_file(file);
  if (const auto* mistakes = std::get_if<teleware::Mistakes>(&read)) {
    for (const auto& [field, reason] : *mistakes) fmt::print(stderr, "{}: error: {} {}\n", file, field, reason);
    return false;
  }
  for (const auto& entry : std::get<0>(read)) accounts.store(entry.mac, entry.account);
  return true;
}

void serve(net::Endpoint listen, teleware::Accounts& accounts) {
  net::AsioLoop loop;
  bool ended = false;
  boost::asio::signal_set signals(loop.io(), SIGTERM, SIGINT);
  signals.async_wait([&](const auto&, int) { ended = true; });
  net::Journal journal([&] { return loop.now(); });
  journal.subscribe([](const net::Record& record) { say(teleware::access_line(record)); });
  teleware::Teleware teleware(accounts, journal);
  const net::HttpServer server(loop, listen, teleware.routes());
  say("ready " + to_string(net::Endpoint{listen.address, server.port()}));
  loop.run_until([&] { return ended; }, net::TimePoint::max());
}

}  // namespace

int main(int count, char** words) try {
  const auto read = teleware::read_options(count, words);
  if (const auto* code = std::get_if<int>(&read)) return *code;
  const auto& [listen, file] = std::get<teleware::Options>(read);
  teleware::Accounts accounts;
  if (!file.empty() && !load(file, accounts)) return 2;
  serve(listen, accounts);
  return 0;
} catch (const std::exception& refused) {
  fmt::print(stderr, "teleware-mock: {}\n", refused.what());
  return 3;
}
