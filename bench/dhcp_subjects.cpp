#include "bench/dhcp_subjects.hpp"

#include <fmt/format.h>

#include <fstream>

namespace bench {

namespace {

namespace fs = std::filesystem;
using Text = std::string;

void write(const Text& file, const Text& text) { std::ofstream(file) << text; }

// Four log lines an exchange, as an office's gateway writes them; no MAC alert waits for anybody.
Text prepare_smg(const fs::path& smg, const Text& folder, const Text& pool_last, const Text& more) {
  write(folder + "/smg.conf",
        "Set Dhcp Server Lan Address 10.0.0.1/8\nSet Dhcp Server Pool First 10.16.0.0\n"
        "Set Dhcp Server Pool Last " +
            pool_last + "\n");
  return fmt::format("exec {} --lan lan0 --config {}/smg.conf {}", fs::absolute(smg).string(), folder, more);
}

// As Debian ships it: one thread, a lease file that is written to before an answer leaves, messages of level INFO.
Text prepare_kea(const Text& folder, const Text& pool_last) {
  constexpr auto configuration = R"({{"Dhcp4": {{
  "interfaces-config": {{"interfaces": ["lan0"], "dhcp-socket-type": "raw"}},
  "lease-database": {{"type": "memfile", "persist": true, "name": "{0}/leases.csv", "lfc-interval": 3600}},
  "valid-lifetime": 86400, "renew-timer": 43200, "rebind-timer": 75600,
  "option-data": [{{"name": "routers", "data": "10.0.0.1"}}],
  "subnet4": [{{"id": 1, "subnet": "10.0.0.0/8", "interface": "lan0", "pools": [{{"pool": "10.16.0.0 - {1}"}}]}}],
  "loggers": [{{"name": "kea-dhcp4", "severity": "INFO", "output_options": [{{"output": "stdout"}}]}}]
}}}}
)";
  write(folder + "/kea.conf", fmt::format(configuration, folder, pool_last));
  return fmt::format("export KEA_LOCKFILE_DIR={0} KEA_PIDFILE_DIR={0}; exec kea-dhcp4 -c {0}/kea.conf", folder);
}

Text prepare_dnsmasq(const Text& folder, const Text& pool_last) {
  return fmt::format(
      "exec dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 --interface=lan0 --bind-interfaces "
      "--user=root --group=root --pid-file={0}/pid --dhcp-leasefile={0}/leases --dhcp-lease-max=1000000 --no-ping "
      "--dhcp-authoritative --dhcp-range=10.16.0.0,{1},255.0.0.0,24h --log-facility={0}/log",
      folder, pool_last);
}

Text prepare_dhcpd(const Text& folder, const Text& pool_last) {
  write(folder + "/dhcpd.leases", "");
  write(folder + "/dhcpd.conf",
        "authoritative;\nping-check false;\ndefault-lease-time 86400;\nmax-lease-time 86400;\n"
        "subnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.16.0.0 " +
            pool_last + ";\n  option routers 10.0.0.1;\n}\n");
  return fmt::format("exec dhcpd -4 -f -d -cf {0}/dhcpd.conf -lf {0}/dhcpd.leases -pf {0}/pid lan0", folder);
}

}  // namespace

std::vector<Subject> all_subjects(const fs::path& smg) {
  const auto plain = [=](const Text& folder, const Text& last) { return prepare_smg(smg, folder, last, ""); };
  const auto full = [=](const Text& folder, const Text& last) {
    return prepare_smg(smg, folder, last, "--sync=full");
  };
  return {{"smg", plain},
          {"smg --sync=full", full},
          {"kea", prepare_kea},
          {"dnsmasq", prepare_dnsmasq},
          {"dhcpd", prepare_dhcpd}};
}

}  // namespace bench
