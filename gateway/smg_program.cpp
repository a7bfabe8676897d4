#include "gateway/smg_program.hpp"

#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <system_error>

#include "gateway/capabilities.hpp"
#include "gateway/cli/kept_files.hpp"
#include "gateway/control_socket.hpp"
#include "gateway/dhcp/dhcp_frame.hpp"
#include "gateway/gateway.hpp"
#include "gateway/kernel_neighbours.hpp"
#include "gateway/lan_interface.hpp"
#include "gateway/line_writer.hpp"
#include "gateway/settings/config_file.hpp"
#include "gateway/settings/profile.hpp"
#include "gateway/system_random.hpp"
#include "gateway/web/exchange.hpp"
#include "net/asio_datagrams.hpp"
#include "net/asio_loop.hpp"
#include "net/chance.hpp"
#include "net/http/asio_streams.hpp"
#include "net/http/http_server.hpp"
#include "net/http/stream_http_client.hpp"
#include "net/pcap_wire.hpp"

namespace gateway {

namespace {

std::function<std::string(std::size_t)> digits(const std::optional<std::uint64_t>& seed) {
  if (!seed) return system_random_digits;
  return
      [chance = net::Chance(*seed).stream("gateway")](std::size_t width) mutable { return chance.digits(width); };
}

// Wall time at the loop's zero.
std::chrono::sys_seconds zero_of(const net::Loop& loop) {
  const auto since = std::chrono::duration_cast<std::chrono::system_clock::duration>(loop.now().time_since_epoch());
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now() - since);
}

using Log = std::function<void(std::string_view)>;

// What comes in on either side is sent on. Where smg may not see to that, somebody else may have to: no reason to
// stop.
void forward_between(const std::string& lan, const std::string& wan, const Log& log) {
  for (const auto& name : {lan, wan}) {
    try {
      if (start_forwarding(name)) log("smg: IPv4 forwarding started on " + name);
    } catch (const std::system_error& refusal) {
      log("smg: " + std::string(refusal.what()) + "\n  = help: sysctl -w net.ipv4.conf." + name + ".forwarding=1");
    }
  }
}

// Its files are written for as long as it runs: their folder must be writable without root's powers over files.
void give_up_capabilities(const ProgramOptions& options, const Log& log) {
  if (!may_administer_network())
    log("smg: CAP_NET_ADMIN is missing: no neighbour entries; the kernel asks by ARP for each handset");
  drop_capabilities();
  for (const auto& file : {options.config, options.state}) {
    const auto folder = std::filesystem::path(file).parent_path();
    const auto place = folder.empty() ? std::filesystem::path(".") : folder;
    if (!file.empty() && ::access(place.c_str(), W_OK) != 0)
      log("smg: " + place.string() + " is not writable for this user: " + file + " may not be kept");
  }
}

std::unique_ptr<Store> open_store(const ProgramOptions& options, const net::Loop& loop, const Log& log) {
  if (options.state.empty()) {
    log("smg: leases are kept in memory only: name a --state file, or a --config file");
    return std::make_unique<ForgetfulStore>();
  }
  const auto wall = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  return std::make_unique<SqliteStore>(options.state, options.sync, StoreClock{[&] { return loop.now(); }, wall});
}

// The pages on a kernel socket. Few threads: a browser opens six connections, an office has few administrators.
class WebListener : public web::Listener {
 public:
  WebListener(net::Loop& loop, net::Endpoint at, std::vector<net::HttpRoute> routes)
      : server_(loop, at, std::move(routes), 8, web::most_body) {}

 private:
  net::HttpServer server_;
};

}  // namespace

std::optional<Settings> read_settings(const ProgramOptions& options, std::ostream& mistakes) {
  auto base = profile(options.profile).value_or(Settings{});
  if (options.config.empty()) return base;
  std::ifstream file(options.config);
  if (!file || std::filesystem::is_directory(options.config)) {
    mistakes << options.config << ": error: cannot be read\n";
    return std::nullopt;
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto read = read_config(text, std::move(base));
  for (const auto& mistake : read.mistakes) mistakes << to_string(mistake, options.config);
  if (!read.mistakes.empty()) return std::nullopt;
  return std::move(read.settings);
}

void serve(const ProgramOptions& options, Settings settings) {
  if (const auto missing = missing_capability()) throw std::runtime_error(*missing);
  std::signal(SIGPIPE, SIG_IGN);
  net::AsioLoop loop;
  bool ended = false;
  boost::asio::signal_set signals(loop.io(), SIGTERM, SIGINT);
  signals.async_wait([&](const auto& error, int) { ended = !error; });

  LineWriter lines(loop, STDERR_FILENO);
  const Log log = [&lines](std::string_view line) { lines.write(line); };
  const auto store = open_store(options, loop, log);
  require_interface(options.lan);
  if (!options.wan.empty()) require_interface(options.wan);
  if (!options.wan.empty()) forward_between(options.lan, options.wan, log);
  net::PcapWire lan(loop, options.lan, std::string(dhcp_capture_filter));
  const auto port = hold_server_port(options.lan);
  KernelNeighbours neighbours(loop, options.lan, log);
  give_up_capabilities(options, log);

  net::AsioDatagrams lan_datagrams(loop, {settings.dhcp.lan.address, options.lan});
  net::AsioDatagrams wan_datagrams(loop);  // a manager may be anywhere: the route decides
  net::AsioStreams streams(loop);
  net::StreamHttpClient http(loop, streams);
  Gateway gateway(std::move(settings), {.loop = loop,
                                        .lan = lan,
                                        .lan_mac = mac_of_interface(options.lan),
                                        .lan_datagrams = lan_datagrams,
                                        .wan_datagrams = wan_datagrams,
                                        .http = http,
                                        .neighbours = neighbours,
                                        .store = *store,
                                        .log = log,
                                        .random_digits = digits(options.seed),
                                        .started = zero_of(loop),
                                        .listen =
                                            [&loop](net::Endpoint at, std::vector<net::HttpRoute> routes) {
                                              return std::make_unique<WebListener>(loop, at, std::move(routes));
                                            },
                                        .random_token = [] { return system_random_digits(64); },
                                        .save_config = saving_to(options.config),
                                        .keep_download = keeping_in(options.downloads)});
  std::optional<ControlSocket> control;
  if (!options.control.empty())
    control.emplace(loop, options.control, [&](auto line, auto answer) { gateway.command(line, answer); });
  lines.flush();
  LineWriter(loop, STDOUT_FILENO).write("ready");
  loop.run_until([&] { return ended; }, net::TimePoint::max());
}

}  // namespace gateway
