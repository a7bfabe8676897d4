// Clients that are not ours, in a guest port of the lab, against the real smg: Debian's udhcpc, dhclient and
// perfdhcp lease, renew and release, and tshark finds nothing wrong with any frame.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "net/dhcp_message.hpp"
#include "net/frame.hpp"
#include "sim/capture.hpp"
#include "sim/lab/lab.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/segment.hpp"

namespace sim {
namespace {

using net::DhcpType;
using net::Ipv4Address;
using net::MacAddress;
using namespace std::chrono_literals;

const MacAddress guest_mac({0x02, 0, 0x5e, 0, 1, 1});
const MacAddress printer_mac({0x02, 0, 0x5e, 0, 1, 2});

// What udhcpc and dhclient run to configure the interface. It tells of each call on stdout.
constexpr auto udhcpc_script = R"(#!/bin/sh
case "$1" in
  deconfig) busybox ip address flush dev "$interface" ;;
  bound|renew) busybox ip address replace "$ip/$mask" dev "$interface" ;;
esac
echo "$1 $ip lease=$lease router=$router"
)";
constexpr auto dhclient_script = R"(#!/bin/sh
case "$reason" in
  PREINIT) busybox ip link set "$interface" up ;;
  BOUND|RENEW|REBIND|REBOOT) busybox ip address replace "$new_ip_address/24" dev "$interface" ;;
  EXPIRE|FAIL|RELEASE|STOP) busybox ip address flush dev "$interface" ;;
esac
echo "$reason $new_ip_address tftp=$new_tftp_server_name hostname=$new_host_name"
)";

// A folder that is gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = ::testing::TempDir() + "clients_test_XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "make " + name);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(file(name)) << text;
    ::chmod(file(name).c_str(), 0700);
    return file(name);
  }

 private:
  std::filesystem::path path_;
};

// The frames of a capture file as another program reads them: a line each, of the fields asked for.
std::vector<std::string> tshark(const std::string& capture, const std::string& filter, const std::string& fields) {
  const auto command = "tshark -n -r '" + capture + "' -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -Y '" +
                       filter + "' -T fields -E separator='|' " + fields + " 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::vector<std::string> lines;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    lines.emplace_back(line.data());
    lines.back().pop_back();
  }
  return lines;
}

// An office: smg on the LAN, and ports for guests. Everything that crosses the LAN is captured.
class ClientsTest : public ::testing::Test {
 protected:
  ClientsTest() {
    lan.connect(lab.lan());
    lan.watch([this](net::BytesView frame) { watch(frame); });
  }

  ~ClientsTest() override { judge(); }

  // Runs until it is so: a test waits for what happens, never for time to pass.
  void until(const std::function<bool()>& done) {
    if (!loop.run_until(done, loop.now() + 60s))
      FAIL() << "waited in vain; the client said " << ::testing::PrintToString(said) << ", the gateway "
             << ::testing::PrintToString(gateway);
  }
  void until_said(const std::string& words) {
    until([&] {
      return std::any_of(said.begin(), said.end(),
                         [&](const auto& line) { return line.find(words) != std::string::npos; });
    });
  }
  void until_logged(const std::string& line) {
    until([&] { return std::find(gateway.begin(), gateway.end(), line) != gateway.end(); });
  }
  void until_seen(DhcpType type, std::size_t times = 1) {
    until([&] { return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), type)) >= times; });
  }

  void start_gateway(const std::string& commands) {
    const auto config = folder.write("smg.conf",
                                     "Set Dhcp Server Tftp Server 1,http://193.164.253.250/p\n"
                                     "Set Dhcp Server Lease Time 12\n" +
                                         commands);
    const std::vector<std::string> words{
        SMG, "--lan", "lan0", "--config", config, "--state", folder.file("smg.state")};
    smg = lab.run_in_gateway(words, {[this](auto line) { gateway.emplace_back(line); },
                                     [this](auto line) { gateway.emplace_back(line); }, [](auto) {}});
    until_logged("ready");
  }

  std::unique_ptr<GuestPort> plug_in(MacAddress mac) {
    auto port = lab.make_guest_port(mac);
    lan.connect(port->wire());
    return port;
  }

  std::unique_ptr<ChildProcess> run(GuestPort& port, const std::vector<std::string>& words) {
    end.reset();
    const auto say = [this](auto line) { said.emplace_back(line); };
    return port.run(words, {say, say, [this](auto how) { end = how; }});
  }

  void watch(net::BytesView bytes) {
    capture.add(0, loop.now(), bytes);
    const auto decoded = net::decode_frame(bytes);
    const auto* frame = std::get_if<net::Frame>(&decoded);
    const auto* packet = frame != nullptr ? std::get_if<net::Ipv4Packet>(&frame->payload) : nullptr;
    const auto* datagram = packet != nullptr ? std::get_if<net::UdpDatagram>(&packet->payload) : nullptr;
    if (datagram == nullptr || datagram->destination_port < 67 || datagram->destination_port > 68) return;
    const auto message = net::decode_dhcp(datagram->payload);
    ++messages;
    if (const auto* read = std::get_if<net::DhcpMessage>(&message)) seen.push_back(*read->type());
  }

  // Every frame that crossed the LAN, judged by tshark.
  void judge() {
    capture.flush();
    const auto file = folder.file("lan.pcapng");
    // A guest's kernel may quote a message back in an ICMP error, when its client no longer listens.
    EXPECT_EQ(tshark(file, "dhcp && !icmp", "-e frame.number").size(), messages)
        << "tshark sees other DHCP than we do";
    EXPECT_THAT(tshark(file,
                       "_ws.malformed || ip.checksum.status == 0 || udp.checksum.status == 0 || "
                       "_ws.expert.severity >= 8388608",
                       "-e frame.number -e _ws.expert.message"),
                ::testing::IsEmpty());
  }

  net::AsioLoop loop;
  Lab lab{loop};
  Segment lan{loop, 0s};
  Folder folder;
  Capture capture{folder.file("lan.pcapng"), std::array<std::string, 1>{"lan"}, std::chrono::sys_seconds{}};
  std::vector<DhcpType> seen;
  std::size_t messages = 0;  // that crossed the LAN
  std::vector<std::string> gateway, said;
  std::optional<ProcessEnd> end;
  std::unique_ptr<ChildProcess> smg;
};

const std::vector<DhcpType> lease{DhcpType::discover, DhcpType::offer, DhcpType::request, DhcpType::ack};
const std::vector<DhcpType> renewal{DhcpType::request, DhcpType::ack};

std::vector<DhcpType> operator+(std::vector<DhcpType> one, const std::vector<DhcpType>& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

bool begins(const std::vector<DhcpType>& all, const std::vector<DhcpType>& with) {
  return all.size() >= with.size() && std::equal(with.begin(), with.end(), all.begin());
}

TEST_F(ClientsTest, UdhcpcLeasesRenewsAndReleases) {
  start_gateway("");
  const auto guest = plug_in(guest_mac);
  const auto script = folder.write("udhcpc.script", udhcpc_script);
  const auto client =
      run(*guest, {"busybox", "udhcpc", "-f", "-R", "-i", "eth0", "-s", script, "-x", "hostname:lobby"});
  until_said("bound 192.168.100.100 lease=12 router=192.168.100.1");
  client->send_signal(SIGUSR1);
  until_said("renew 192.168.100.100");
  until_seen(DhcpType::ack, 3);  // and once of itself, after half the lease
  client->send_signal(SIGTERM);
  until_seen(DhcpType::release);
  until([&] { return end.has_value(); });
  EXPECT_TRUE(begins(seen, lease + renewal + renewal)) << ::testing::PrintToString(seen);
  EXPECT_EQ(seen.back(), DhcpType::release);
  until_logged("DHCP: Received DHCP Release 192.168.100.100 from MAC 02005e000101");
}

TEST_F(ClientsTest, DhclientLeasesRenewsRebootsAndReleases) {
  start_gateway(
      "Set Dhcp Server Reservation Mac 1,02005e000101\n"
      "Set Dhcp Server Reservation Address 1,192.168.100.50\n"
      "Set Dhcp Server Reservation Host Name 1,reception\n");
  const auto guest = plug_in(guest_mac);
  const auto script = folder.write("dhclient.script", dhclient_script);
  const auto config = folder.write("dhclient.conf", "request subnet-mask, routers, host-name, tftp-server-name;\n");
  const std::vector<std::string> words{
      "dhclient",         "-d",  "-v", "-sf", script, "-cf", config, "-lf", folder.file("leases"), "-pf",
      folder.file("pid"), "eth0"};
  {
    const auto client = run(*guest, words);
    until_said("BOUND 192.168.100.50 tftp=http://193.164.253.250/p hostname=reception");
    until_said("RENEW 192.168.100.50");
    client->send_signal(SIGKILL);
    until([&] { return end.has_value(); });
  }
  EXPECT_TRUE(begins(seen, lease + renewal)) << ::testing::PrintToString(seen);
  seen.clear();
  const auto client = run(*guest, words);
  until_said("REBOOT 192.168.100.50");
  EXPECT_TRUE(begins(seen, renewal)) << "it asks for what it had: " << ::testing::PrintToString(seen);
  auto release = words;
  release.insert(release.begin() + 1, "-r");
  const auto releasing = run(*guest, release);
  until_seen(DhcpType::release);
  until([&] { return end.has_value(); });
}

TEST_F(ClientsTest, PerfdhcpLeasesRenewsAndReleasesAsTheRelayOfManyClients) {
  start_gateway("Set Dhcp Server Pool Last 192.168.100.254\nSet Dhcp Server Lease Time 600\n");
  const auto guest = plug_in(guest_mac);
  guest->link().set_address({Ipv4Address(192, 168, 100, 50), 24});
  const auto client = run(*guest, {"perfdhcp", "-4", "-l", "192.168.100.50", "-r", "60", "-f", "20", "-F", "20",
                                   "-R", "100", "-n", "100", "-W", "1000000", "192.168.100.1"});
  until([&] { return end.has_value(); });
  // It counts a RELEASE, which has no answer, as lost, and so ends with 3.
  EXPECT_EQ(*end, (ProcessEnd{false, 3})) << ::testing::PrintToString(said);
  EXPECT_EQ(std::count(said.begin(), said.end(), "drops: 0"), 3) << "offers, leases, renewals";
  EXPECT_GE(std::count(seen.begin(), seen.end(), DhcpType::offer), 100);
  EXPECT_GT(std::count(seen.begin(), seen.end(), DhcpType::ack), 100) << "there were renewals";
  EXPECT_GT(std::count(seen.begin(), seen.end(), DhcpType::release), 0);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), DhcpType::nak), 0);
}

TEST_F(ClientsTest, UdhcpcDeclinesAnAddressThatIsInUse) {
  start_gateway("");
  const auto printer = plug_in(printer_mac);
  printer->link().set_address({Ipv4Address(192, 168, 100, 100), 24});
  const auto guest = plug_in(guest_mac);
  const auto script = folder.write("udhcpc.script", udhcpc_script);
  const auto client = run(*guest, {"busybox", "udhcpc", "-f", "-a", "-A", "1", "-i", "eth0", "-s", script});
  until_said("bound 192.168.100.101");
  EXPECT_TRUE(begins(seen, lease + std::vector{DhcpType::decline} + lease)) << ::testing::PrintToString(seen);
}

TEST_F(ClientsTest, WithTheArpProbeNobodyNeedsToDecline) {
  start_gateway("Set Dhcp Server Arp Probe yes\n");
  const auto printer = plug_in(printer_mac);
  printer->link().set_address({Ipv4Address(192, 168, 100, 100), 24});
  const auto guest = plug_in(guest_mac);
  const auto script = folder.write("udhcpc.script", udhcpc_script);
  const auto client = run(*guest, {"busybox", "udhcpc", "-f", "-a", "-i", "eth0", "-s", script});
  until_said("bound 192.168.100.101");
  EXPECT_TRUE(begins(seen, lease)) << ::testing::PrintToString(seen);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), DhcpType::decline), 0);
  until_logged("DHCP: 192.168.100.100 is in use by MAC 02005e000102");
}

}  // namespace
}  // namespace sim

// As any user: like dialtone, the program takes the rights it needs in a user namespace.
int main(int count, char** words) {
  ::testing::InitGoogleTest(&count, words);
  if (!::testing::GTEST_FLAG(list_tests)) sim::enter_user_namespace_if_needed();
  return RUN_ALL_TESTS();
}
