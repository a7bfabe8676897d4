// Which DHCP server leases how fast, at what cost: smg beside Kea, dnsmasq and ISC dhcpd, one after another, each
// in a network namespace of its own with the same closed loop of clients on its LAN. README.md says how to run it.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unordered_set>

#include "bench/dhcp_load.hpp"
#include "bench/dhcp_subjects.hpp"
#include "net/asio_loop.hpp"
#include "net/tap_wire.hpp"
#include "sim/lab/child_process.hpp"
#include "sim/lab/link.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/lab/reaper.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using bench::DhcpLoad;
using Steady = std::chrono::steady_clock;

struct Options {
  fs::path smg = fs::read_symlink("/proc/self/exe").parent_path() / "../gateway/smg";
  std::vector<std::string> subjects;
  std::uint32_t few = 10000, many = 100000;
  int rounds = 3;
  int budget = 120;  // seconds for a server's whole round
  fs::path keep;     // where the servers' files stay; empty: nowhere
};

// A server and what it is asked by, on a LAN of their own.
class Bench {
 public:
  Bench(const bench::Subject& subject, const fs::path& folder, int budget)
      : network_(sim::NetworkNamespace::make()), deadline_(Steady::now() + std::chrono::seconds(budget)) {
    network_.inside([this] { tap_ = net::open_tap("lan0"); });
    sim::Link link(network_, "lan0");
    link.set_address({net::Ipv4Address(10, 0, 0, 1), 8});
    link.bring_up();
    const auto command = fmt::format("{} >> {}/log 2>&1", subject.prepare(folder), folder.string());
    server_ = std::make_unique<sim::ChildProcess>(loop_, reaper_, network_,
                                                  std::vector<std::string>{"/bin/sh", "-c", command},
                                                  sim::ChildProcess::Handlers{});
  }

  // Leases to these clients. Nothing when the time is up before all are served.
  std::optional<double> seconds_for(std::uint32_t first, std::uint32_t count, net::Duration patience = 1s) {
    const auto began = Steady::now();
    DhcpLoad load({.first = first, .count = count, .patience = patience}, [this](net::BytesView frame) {
      if (::write(tap_.number(), frame.data(), frame.size()) < 0) ++lost_;
    });
    load.begin(now());
    while (!load.done()) {
      if (Steady::now() > deadline_ || hear_all(load)) {
        if (Steady::now() > deadline_) return std::nullopt;
        continue;
      }
      pollfd tap{tap_.number(), POLLIN, 0};
      ::poll(&tap, 1, 10);
      load.tick(now());
    }
    check(load);
    repeated_ += load.repeated();
    return std::chrono::duration<double>(Steady::now() - began).count();
  }

  // The server's processor time so far, user's and system's, in seconds.
  [[nodiscard]] double processor() const {
    std::ifstream file(fmt::format("/proc/{}/stat", server_->pid()));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }

  [[nodiscard]] double resident_octets() const {
    std::ifstream file(fmt::format("/proc/{}/status", server_->pid()));
    for (std::string line; std::getline(file, line);)
      if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) * 1024;
    return 0;
  }

  [[nodiscard]] std::uint64_t repeated() const { return repeated_; }

 private:
  [[nodiscard]] static net::TimePoint now() { return net::TimePoint(Steady::now().time_since_epoch()); }

  // Whether there was anything to hear.
  bool hear_all(DhcpLoad& load) {
    bool heard = false;
    for (int i = 0; i < 64; ++i) {
      const auto size = ::read(tap_.number(), buffer_.data(), buffer_.size());
      if (size <= 0) break;
      heard = true;
      load.hear(net::BytesView(buffer_).first(static_cast<std::size_t>(size)), now());
    }
    return heard;
  }

  // A fast server that gives one address to two clients has not been measured.
  void check(const DhcpLoad& load) {
    for (const auto address : load.addresses())
      if (!given_.insert(address).second)
        throw std::runtime_error("two clients were given " + to_string(net::Ipv4Address(address)));
  }

  net::AsioLoop loop_;
  sim::Reaper reaper_;
  sim::NetworkNamespace network_;
  net::FileDescriptor tap_;
  std::unique_ptr<sim::ChildProcess> server_;
  Steady::time_point deadline_;
  std::array<std::uint8_t, 2048> buffer_{};
  std::unordered_set<std::uint32_t> given_;
  std::uint64_t repeated_ = 0, lost_ = 0;
};

struct Figures {
  std::optional<double> few_rate, many_rate;  // exchanges a second, of the first and of the last `few`
  double microseconds = 0;                    // of the server's processor for one exchange
  std::optional<double> octets;               // of memory for one lease more
  std::uint64_t repeated = 0;
};

Figures measure(const bench::Subject& subject, const Options& options, const fs::path& folder) {
  Bench bench(subject, folder, options.budget);
  Figures figures;
  std::uint32_t client = 0;
  if (!bench.seconds_for(client++, 1, 20ms)) return figures;  // it answers, so it is ready
  const auto began = bench.processor();
  const auto few = bench.seconds_for(client, options.few);
  if (!few) return figures;
  client += options.few;
  figures.few_rate = options.few / *few;
  figures.microseconds = (bench.processor() - began) * 1e6 / options.few;
  const auto resident = bench.resident_octets();
  if (options.many <= 2 * options.few) return figures;
  const auto between = options.many - 2 * options.few;
  if (!bench.seconds_for(client, between)) return figures;
  client += between;
  const auto last = bench.seconds_for(client, options.few);
  if (!last) return figures;
  figures.many_rate = options.few / *last;
  figures.microseconds = (bench.processor() - began) * 1e6 / options.many;
  figures.octets = (bench.resident_octets() - resident) / (options.many - options.few);
  figures.repeated = bench.repeated();
  return figures;
}

// The round in the middle, by its rate.
Figures median(std::vector<Figures> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [](const Figures& a, const Figures& b) { return a.few_rate < b.few_rate; });
  return *middle;
}

std::string number(std::optional<double> value, std::string_view without) {
  return value ? fmt::format("{:.0f}", *value) : std::string(without);
}

void run(const Options& options) {
  std::cout << fmt::format(
      "| server | exchanges/s, first {0} | exchanges/s, last {0} of {1} | last / first | CPU, µs an exchange | "
      "memory, octets a lease |\n"
      "|---|--:|--:|--:|--:|--:|\n",
      options.few, options.many);
  for (const auto& subject : bench::all_subjects(options.smg)) {
    const auto& wanted = options.subjects;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), subject.name) == wanted.end()) continue;
    std::vector<Figures> rounds;
    for (int round = 0; round < options.rounds; ++round) {
      auto pattern = (fs::temp_directory_path() / "dhcp-server-XXXXXX").string();
      const fs::path folder = ::mkdtemp(pattern.data());
      rounds.push_back(measure(subject, options, folder));
      if (!options.keep.empty())
        fs::copy(folder, options.keep / subject.name,
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
      fs::remove_all(folder);
      const auto& r = rounds.back();
      std::cerr << fmt::format("{} round {}: {} then {} exchanges/s, {:.1f} us, {} octets, {} said again\n",
                               subject.name, round + 1, number(r.few_rate, "-"), number(r.many_rate, "-"),
                               r.microseconds, number(r.octets, "-"), r.repeated);
    }
    const auto figures = median(rounds);
    const auto late = fmt::format("not within {} s", options.budget);
    std::cout << fmt::format("| {} | {} | {} | {} | {:.1f} | {} |\n", subject.name, number(figures.few_rate, late),
                             number(figures.many_rate, late),
                             figures.few_rate && figures.many_rate
                                 ? fmt::format("{:.2f}", *figures.many_rate / *figures.few_rate)
                                 : "",
                             figures.microseconds, number(figures.octets, ""))
              << std::flush;
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures DHCP servers with a closed loop of 32 clients: a markdown table on stdout.",
               "dhcp_server");
  app.add_option("--smg", options.smg, "The smg program");
  app.add_option("--subject", options.subjects, "Only these: smg, smg-full, kea, dnsmasq, dhcpd");
  app.add_option("--few", options.few, "Leases that a rate is measured over")->capture_default_str();
  app.add_option("--many", options.many, "Leases in the end")->capture_default_str();
  app.add_option("--rounds", options.rounds, "The median of so many is shown")->capture_default_str();
  app.add_option("--budget", options.budget, "Seconds after which a round is given up")->capture_default_str();
  app.add_option("--keep", options.keep, "A folder for the servers' files");
  CLI11_PARSE(app, argc, argv);
  try {
    sim::enter_user_namespace_if_needed();
    run(options);
  } catch (const std::exception& refusal) {
    std::cerr << "dhcp_server: " << refusal.what() << '\n';
    return 3;
  }
  return 0;
}
