#include "bench/dhcp_subjects.hpp"

#include <fmt/format.h>

#include <fstream>

namespace bench {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

// Two log lines a message, as an office's gateway writes them; no handset is waited for.
std::string prepare_smg(const fs::path& smg, const fs::path& folder, const std::string& more) {
  write(folder / "smg.conf",
        "Set Dhcp Server Lan Address 10.0.0.1/8\n"
        "Set Dhcp Server Pool First 10.16.0.0\n"
        "Set Dhcp Server Pool Last 10.31.255.255\n");
  return fmt::format("exec {} --lan lan0 --config {}/smg.conf {}", fs::absolute(smg).string(), folder.string(),
                     more);
}

// As Debian ships it: one thread, a lease file that is written to before an answer leaves, messages of level INFO.
std::string prepare_kea(const fs::path& folder) {
  write(folder / "kea.conf", fmt::format(R"({{"Dhcp4": {{
  "interfaces-config": {{"interfaces": ["lan0"], "dhcp-socket-type": "raw"}},
  "lease-database": {{"type": "memfile", "persist": true, "name": "{0}/leases.csv", "lfc-interval": 3600}},
  "valid-lifetime": 86400, "renew-timer": 43200, "rebind-timer": 75600,
  "option-data": [{{"name": "routers", "data": "10.0.0.1"}}],
  "subnet4": [{{"id": 1, "subnet": "10.0.0.0/8", "interface": "lan0",
               "pools": [{{"pool": "10.16.0.0 - 10.31.255.255"}}]}}],
  "loggers": [{{"name": "kea-dhcp4", "severity": "INFO", "output_options": [{{"output": "stdout"}}]}}]
}}}}
)",
                                         folder.string()));
  return fmt::format("KEA_LOCKFILE_DIR={0} KEA_PIDFILE_DIR={0} exec kea-dhcp4 -c {0}/kea.conf", folder.string());
}

std::string prepare_dnsmasq(const fs::path& folder) {
  return fmt::format(
      "exec dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 --interface=lan0 --bind-interfaces "
      "--user=root --group=root --pid-file={0}/pid --dhcp-leasefile={0}/leases --dhcp-lease-max=1000000 --no-ping "
      "--dhcp-authoritative --dhcp-range=10.16.0.0,10.31.255.255,255.0.0.0,24h --log-facility={0}/log",
      folder.string());
}

std::string prepare_dhcpd(const fs::path& folder) {
  write(folder / "dhcpd.leases", "");
  write(folder / "dhcpd.conf",
        "authoritative;\nping-check false;\ndefault-lease-time 86400;\nmax-lease-time 86400;\n"
        "subnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.16.0.0 10.31.255.255;\n  option routers 10.0.0.1;\n}\n");
  return fmt::format("exec dhcpd -4 -f -d -cf {0}/dhcpd.conf -lf {0}/dhcpd.leases -pf {0}/pid lan0",
                     folder.string());
}

}  // namespace

std::vector<Subject> all_subjects(const fs::path& smg) {
  return {{"smg", smg, [=](const fs::path& folder) { return prepare_smg(smg, folder, ""); }},
          {"smg-full", smg, [=](const fs::path& folder) { return prepare_smg(smg, folder, "--sync=full"); }},
          {"kea", "kea-dhcp4", prepare_kea},
          {"dnsmasq", "dnsmasq", prepare_dnsmasq},
          {"dhcpd", "dhcpd", prepare_dhcpd}};
}

}  // namespace bench
