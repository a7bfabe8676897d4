// A boot storm: N handsets of one office power on and provision themselves. Prints how many a second, what each
// cost, and what limited it. Ends with 4 when a handset was left behind.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "sim/live_machine.hpp"
#include "sim/world.hpp"

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

struct Options {
  std::string world = "memory";
  int handsets = 1000;
  int in_flight = 256;  // handsets between power-on and provisioned at one time
  fs::path gateway = fs::canonical("/proc/self/exe").parent_path().parent_path() / "gateway" / "smg";
};

scenarios::Scenario office(int handsets) {
  scenarios::Scenario scenario;
  scenario.file = scenario.name = "boot_storm";
  scenario.gateway.cli = {"Set Dhcp Server Lan Address 10.77.0.1/16", "Set Dhcp Server Pool First 10.77.1.0",
                          "Set Dhcp Server Pool Last 10.77.255.254"};
  const auto first = *net::MacAddress::parse("0004f2000000");
  for (int i = 0; i < handsets; ++i) {
    const auto mac = first.plus(static_cast<std::uint64_t>(i));
    const auto number = std::to_string(10000 + i);
    scenario.phones.push_back({.where = {},
                               .name = "phone-" + number,
                               .group = "office",
                               .model = "SoundPoint IP 450",
                               .mac = mac,
                               .boot_server = std::nullopt});
    scenario.accounts.push_back({mac, "Acme", number, number, "secret-" + number});
  }
  return scenario;
}

double cpu_seconds() {
  double total = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const auto& time : {usage.ru_utime, usage.ru_stime}) {
      total += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    }
  }
  return total;
}

double peak_mebibytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Powers handsets on, never more than `in_flight` at a time, until all are provisioned or nothing moves any more.
int storm(sim::CaseWorld& world, const scenarios::Scenario& scenario, int in_flight) {
  int provisioned = 0, on = 0;
  world.journal().subscribe([&](const net::Record& record) {
    if (record.kind == net::Kind::provisioned) ++provisioned;
  });
  const int all = static_cast<int>(scenario.phones.size());
  const auto done = [&] {
    while (on < all && on - provisioned < in_flight)
      world.power_on(scenario.phones[static_cast<std::size_t>(on++)].name);
    return provisioned == all || !world.fault().empty();
  };
  world.loop().run_until(done, world.loop().now() + 30min);
  if (!world.fault().empty()) std::cerr << "boot_storm: " << world.fault() << '\n';
  return provisioned;
}

int measure(const Options& options) {
  const auto scenario = office(options.handsets);
  const bool live = options.world == "live";
  if (live) {
    if (const auto why = sim::prepare_live_machine(options.gateway)) {
      std::cerr << *why;
      return 3;
    }
  }
  auto pattern = (fs::temp_directory_path() / "boot-storm-XXXXXX").string();
  const fs::path folder = ::mkdtemp(pattern.data());
  int provisioned = 0;
  sim::Traffic traffic;
  const auto started = std::chrono::steady_clock::now();
  {
    const sim::WorldPlan plan{.folder = folder, .gateway = options.gateway, .capture = false, .journal = false};
    const auto world = live ? make_live_world(scenario, plan) : make_memory_world(scenario, plan);
    provisioned = storm(*world, scenario, options.in_flight);
    traffic = world->traffic();
  }  // the gateway has ended now, so its CPU time counts
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - started;
  fs::remove_all(folder);

  std::cout << fmt::format(
      "{:<8} {:>8} handsets {:>8} provisioned {:>9.1f} /s {:>8.0f} us CPU each {:>7.1f} MiB peak "
      "{:>7.1f} frames each {:>5} dropped\n",
      options.world, options.handsets, provisioned, provisioned / wall.count(),
      cpu_seconds() * 1e6 / options.handsets, peak_mebibytes(),
      static_cast<double>(traffic.lan_frames + traffic.wan_frames) / options.handsets, traffic.dropped);
  return provisioned == options.handsets ? 0 : 4;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Boots a crowd of handsets and says what each cost.", "boot_storm");
  app.add_option("--world", options.world)->check(CLI::IsMember({"live", "memory"}))->capture_default_str();
  app.add_option("--handsets", options.handsets)->check(CLI::Range(1, 60000))->capture_default_str();
  app.add_option("--in-flight", options.in_flight, "Handsets between power-on and provisioned at one time")
      ->check(CLI::Range(1, 60000))
      ->capture_default_str();
  app.add_option("--gateway", options.gateway, "The smg program, for the live world");
  CLI11_PARSE(app, argc, argv);
  try {
    return measure(options);
  } catch (const std::exception& refusal) {
    std::cerr << "boot_storm: " << refusal.what() << '\n';
    return 3;
  }
}
