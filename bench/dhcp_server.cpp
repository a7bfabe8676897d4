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
#include <map>
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
  // `leases`: how many its pool must have room for.
  Bench(const bench::Subject& subject, std::uint32_t leases, const Options& options)
      : folder_(options.keep.empty() ? fs::path() : options.keep / subject.name),
        network_(sim::NetworkNamespace::make()),
        deadline_(Steady::now() + std::chrono::seconds(options.budget)) {
    network_.inside([this] { tap_ = net::open_tap("lan0"); });
    sim::Link link(network_, "lan0");
    link.set_address({net::Ipv4Address(10, 0, 0, 1), 8});
    link.bring_up();
    const net::Ipv4Address pool_last(net::Ipv4Address(10, 16, 0, 0).number() + leases + leases / 4);
    const auto command =
        subject.prepare(folder_.path.string(), to_string(pool_last)) + " >> " + folder_.path.string() + "/log 2>&1";
    server_ = std::make_unique<sim::ChildProcess>(loop_, reaper_, network_,
                                                  std::vector<std::string>{"/bin/sh", "-c", command},
                                                  sim::ChildProcess::Handlers{});
  }

  struct Pace {
    std::uint32_t leases = 0;
    double seconds = 0, processor = 0;  // processor: the server's
    bool whole = false;                 // false: the time was up before all had their leases
    [[nodiscard]] double rate() const { return seconds > 0 ? leases / seconds : 0; }
    [[nodiscard]] double microseconds() const { return processor * 1e6 / std::max(1U, leases); }
  };

  // Leases to these clients, as fast as they are given.
  Pace serve(std::uint32_t first, std::uint32_t count, net::Duration patience = 1s) {
    const auto began = Steady::now();
    const auto processor_before = processor();
    DhcpLoad load({.first = first, .count = count, .patience = patience}, [this](net::BytesView frame) {
      if (::write(tap_.number(), frame.data(), frame.size()) < 0) ++lost_;
    });
    load.begin(now());
    while (!load.done() && Steady::now() < deadline_) {
      if (hear_all(load)) continue;
      pollfd tap{tap_.number(), POLLIN, 0};
      ::poll(&tap, 1, 10);
      load.tick(now());
    }
    check(load);
    repeated_ += load.repeated();
    const std::chrono::duration<double> took = Steady::now() - began;
    return {load.served(), took.count(), processor() - processor_before, load.done()};
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
      if (address != 0 && !given_.insert(address).second)
        throw std::runtime_error("two clients were given " + to_string(net::Ipv4Address(address)));
  }

  // Where the server keeps its files. Goes after the server.
  struct Folder {
    fs::path path, keep;
    Folder(fs::path keep_at) : keep(std::move(keep_at)) {
      auto pattern = (fs::temp_directory_path() / "dhcp-server-XXXXXX").string();
      path = ::mkdtemp(pattern.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code ignored;
      constexpr auto over = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
      if (!keep.empty()) fs::copy(path, keep, over, ignored);
      fs::remove_all(path, ignored);
    }
  };

  Folder folder_;
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
  Bench::Pace few, many;         // over the first and over the last `few` leases
  std::optional<double> octets;  // of memory for one lease more
  std::uint64_t repeated = 0;
};

// Waits until the server answers, by being its first client.
bool ready(Bench& bench) { return bench.serve(0, 1, 20ms).whole; }

// A pool for many leases makes some servers slow before they have given one: the few have a run of their own.
Figures measure(const bench::Subject& subject, const Options& options) {
  Figures figures;
  {
    Bench bench(subject, options.few, options);
    if (ready(bench)) figures.few = bench.serve(1, options.few);
  }
  if (options.many >= 2 * options.few) {
    Bench bench(subject, options.many, options);
    if (ready(bench)) figures.many = bench.serve(1, options.few);
    const auto resident = bench.resident_octets();
    if (figures.many.whole && options.many > 2 * options.few)
      figures.many = bench.serve(1 + options.few, options.many - 2 * options.few);
    if (figures.many.whole) figures.many = bench.serve(1 + options.many - options.few, options.few);
    if (figures.many.whole) figures.octets = (bench.resident_octets() - resident) / (options.many - options.few);
    figures.repeated = bench.repeated();
  }
  std::cerr << fmt::format(
      "{:<15} {:>7.0f} /s {:>6.1f} us, then {:>7.0f} /s {:>6.1f} us, {:.0f} octets, {} said again\n", subject.name,
      figures.few.rate(), figures.few.microseconds(), figures.many.rate(), figures.many.microseconds(),
      figures.octets.value_or(0), figures.repeated);
  return figures;
}

// The round in the middle, by its rate.
Figures median(std::vector<Figures> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [](const Figures& a, const Figures& b) { return a.few.rate() < b.few.rate(); });
  return *middle;
}

std::string rate(const Bench::Pace& pace) {
  if (pace.whole) return fmt::format("{:.0f}", pace.rate());
  return pace.leases == 0 ? "" : fmt::format("{:.0f} (time was up)", pace.rate());
}

std::string row(const std::string& name, const Figures& f) {
  const bool both = f.few.whole && f.many.whole;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name, rate(f.few), rate(f.many),
                     both ? fmt::format("{:.2f}", f.many.rate() / f.few.rate()) : "",
                     f.few.leases > 0 ? fmt::format("{:.1f}", f.few.microseconds()) : "",
                     both ? fmt::format("{:.1f}", f.many.microseconds()) : "",
                     f.octets ? fmt::format("{:.0f}", *f.octets) : "");
}

// Round after round, so that whatever else the machine does meets every server. Who needs more than the time that a
// round has is not asked again.
void run(const Options& options) {
  auto subjects = bench::all_subjects(options.smg);
  std::erase_if(subjects, [&](const auto& subject) {
    const auto& wanted = options.subjects;
    return !wanted.empty() && std::find(wanted.begin(), wanted.end(), subject.name) == wanted.end();
  });
  std::map<std::string, std::vector<Figures>> rounds;
  for (int round = 0; round < options.rounds; ++round) {
    for (const auto& subject : subjects) {
      auto& own = rounds[subject.name];
      const bool slow = !own.empty() && !(own.back().few.whole && own.back().many.whole);
      if (!slow) own.push_back(measure(subject, options));
    }
  }
  std::cout << fmt::format(
      "| server | exchanges/s, first {0} | last {0} of {1} | last / first | CPU µs an exchange, first | last | "
      "octets a lease |\n|---|--:|--:|--:|--:|--:|--:|\n",
      options.few, options.many);
  for (const auto& subject : subjects) std::cout << row(subject.name, median(rounds[subject.name]));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures DHCP servers with a closed loop of 32 clients: a markdown table on stdout.",
               "dhcp_server");
  app.add_option("--smg", options.smg, "The smg program");
  app.add_option("--subject", options.subjects, "Only these: smg, 'smg --sync=full', kea, dnsmasq, dhcpd");
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
