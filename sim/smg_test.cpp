// The real smg in the lab: what it asks of the machine, and what real clients make of its DNS proxy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include "sim/lab/lab.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/segment.hpp"

namespace sim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const net::MacAddress guest_mac({0x02, 0, 0x5e, 0, 1, 1});
using Lines = std::vector<std::string>;

std::string whole(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A folder that is gone with the test.
struct Folder {
  Folder() {
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "make " + name);
  }
  ~Folder() { std::filesystem::remove_all(name); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string name = ::testing::TempDir() + "smg_test_XXXXXX";
};

class SmgTest : public ::testing::Test {
 protected:
  SmgTest() {
    lan.connect(lab.lan());
    wan.connect(lab.wan_gateway());
    wan.connect(lab.core());
  }

  // Runs until it is so: a test waits for what happens, never for time to pass.
  void until(const std::function<bool()>& done) { loop.run_until(done, net::TimePoint::max()); }

  using Start = std::function<std::unique_ptr<ChildProcess>(ChildProcess::Handlers)>;
  // What a program printed, once it has ended.
  Lines said_by(const Start& start) {
    Lines lines;
    bool over = false;
    const auto keep = [&](auto line) { lines.emplace_back(line); };
    const auto child = start({keep, keep, [&](auto) { over = true; }});
    until([&] { return over; });
    return lines;
  }
  Lines in_gateway(const Lines& words) {
    return said_by([&](auto handlers) { return lab.run_in_gateway(words, std::move(handlers)); });
  }
  Lines in_guest(const Lines& words) {
    return said_by([&](auto handlers) { return guest->run(words, std::move(handlers)); });
  }

  void start(const std::string& commands) {
    std::ofstream(folder.name + "/smg.conf") << commands;
    const auto keep = [this](auto line) { said.emplace_back(line); };
    smg = lab.run_in_gateway({SMG, "--lan", "lan0", "--wan", "wan0", "--config", folder.name + "/smg.conf",
                              "--control", folder.name + "/control"},
                             {keep, keep, [this](auto) { said.emplace_back("ended"); }});
    until_said("ready");
  }
  void kill() {
    smg->send_signal(SIGKILL);
    until_said("ended");
    said.clear();
  }
  void until_said(const std::string& line) {
    until([&] { return std::find(said.begin(), said.end(), line) != said.end(); });
  }

  void add_guest() {
    guest = lab.make_guest_port(guest_mac);
    lan.connect(guest->wire());
  }
  // udhcpc, that keeps its lease until it is told to release it.
  void lease() {
    const auto hear = [this](auto line) { obtained = obtained || line.find(" obtained") != line.npos; };
    client = guest->run({"busybox", "udhcpc", "-f", "-i", "eth0", "-s", "/bin/true"}, {hear, hear, {}});
    until([&] { return obtained; });
  }

  Lines neighbours() { return in_gateway({"ip", "-4", "neigh", "show", "dev", "lan0", "nud", "permanent"}); }
  void until_neighbours(std::size_t number) {
    while (neighbours().size() != number) {
    }
  }

  net::AsioLoop loop;
  Folder folder;
  Lab lab{loop};
  Segment lan{loop, net::Duration::zero()}, wan{loop, net::Duration::zero()};
  Lines said;
  bool obtained = false;  // the client has its lease
  std::unique_ptr<GuestPort> guest;
  std::unique_ptr<ChildProcess> smg, client;
};

TEST_F(SmgTest, HoldsTwoCapabilitiesInEveryThreadWhileItRuns) {
  start("");
  const std::filesystem::path threads = "/proc/" + std::to_string(smg->pid()) + "/task";
  for (const auto& thread : std::filesystem::directory_iterator(threads)) {
    const auto status = whole(thread.path() / "status");
    for (const auto* line : {"CapPrm:\t0000000000001400\n", "CapEff:\t0000000000001400\n",
                             "CapBnd:\t0000000000000000\n", "CapInh:\t0000000000000000\n", "NoNewPrivs:\t1\n"})
      EXPECT_THAT(status, HasSubstr(line));
  }
}

TEST_F(SmgTest, SaysWhichCapabilityItLacksAndHowToGetIt) {
  std::optional<ProcessEnd> end;
  const auto keep = [this](auto line) { said.emplace_back(line); };
  const auto child = lab.run_in_gateway({"setpriv", "--bounding-set=-net_raw", SMG, "--lan", "lan0"},
                                        {keep, keep, [&](auto how) { end = how; }});
  until([&] { return end.has_value(); });
  EXPECT_EQ(*end, (ProcessEnd{false, 3}));
  EXPECT_THAT(said, ElementsAre("smg: CAP_NET_RAW is missing: DHCP is read and written as frames",
                                HasSubstr("  = help: run it as root, or once: setcap cap_net_raw")));
}

TEST_F(SmgTest, KeepsAPermanentNeighbourForEveryLease) {
  start("");
  add_guest();
  EXPECT_EQ(neighbours().size(), 0U);
  lease();
  until_neighbours(1);
  EXPECT_THAT(neighbours()[0], HasSubstr("192.168.100.100 lladdr 02:00:5e:00:01:01 PERMANENT proto dhcp"));
  guest->link().set_address({net::Ipv4Address(192, 168, 100, 100), 24});
  client->send_signal(SIGUSR2);  // release it
  until_neighbours(0);
}

TEST_F(SmgTest, FindsItsNeighboursAgainAfterItWasKilled) {
  start("");
  add_guest();
  lease();
  until_neighbours(1);
  kill();
  in_gateway({"ip", "neigh", "flush", "dev", "lan0", "nud", "permanent"});
  EXPECT_EQ(neighbours().size(), 0U);
  start("");
  until_neighbours(1);
  kill();
  for (const auto& entry : std::filesystem::directory_iterator(folder.name)) std::filesystem::remove(entry);
  start("");
  until_neighbours(0);
}

TEST_F(SmgTest, KeepsWhatWasSavedWhenItIsKilledAndForgetsTheRest) {
  start("# as the office has it\nSet System Serial SMG6\n");
  const auto type = [&](const std::string& commands) {
    return in_gateway(
        {"sh", "-c", "printf '" + commands + "' | " SMG " --cli --control " + folder.name + "/control"});
  };
  EXPECT_THAT(type("Set System Serial SMG7\\nsave\\nSet System Serial SMG8\\nshow system serial\\n"),
              ElementsAre("ok", "ok: saved in " + folder.name + "/smg.conf", "ok", "Set System Serial SMG8"));
  kill();
  EXPECT_THAT(whole(folder.name + "/smg.conf.bak"), HasSubstr("# as the office has it\nSet System Serial SMG6\n"));
  start(whole(folder.name + "/smg.conf"));
  EXPECT_THAT(type("show system serial\\n"), ElementsAre("Set System Serial SMG7"));
}

TEST_F(SmgTest, SeesToForwardingBetweenItsSides) {
  in_gateway({"sysctl", "-w", "net.ipv4.conf.lan0.forwarding=0", "net.ipv4.conf.wan0.forwarding=0"});
  start("");
  EXPECT_THAT(said, Contains("smg: IPv4 forwarding started on lan0"));
  EXPECT_EQ(in_gateway({"sysctl", "-n", "net.ipv4.conf.lan0.forwarding", "net.ipv4.conf.wan0.forwarding"}),
            (Lines{"1", "1"}));
}

TEST_F(SmgTest, AnswersRealResolversFromItsOwnHostsAndFromAnotherServer) {
  bool serving = false;
  const auto keep = [&](auto line) { serving = serving || line.find(": started") != line.npos; };
  const auto dnsmasq =
      lab.run_in_core({"dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
                       "--bind-interfaces", "--listen-address=193.164.253.250", "--local=/example.net/",
                       "--host-record=www.example.net,10.1.2.3", "--cname=alias.example.net,www.example.net"},
                      {keep, keep, {}});
  until([&] { return serving; });
  start(
      "Set Dns Proxy Enabled yes\n"
      "Set Dns Proxy Server Address 1,193.164.253.250\n"
      "Set Dns Proxy Host Name 1,boot.example.net\n"
      "Set Dns Proxy Host Address 1,193.164.253.250\n");
  add_guest();
  guest->link().set_address({net::Ipv4Address(192, 168, 100, 50), 24});
  const auto look_up = [&](const std::string& name) {
    return in_guest({"busybox", "nslookup", name, "192.168.100.1"});
  };
  EXPECT_THAT(look_up("BOOT.example.net"), Contains("Address: 193.164.253.250"));
  EXPECT_THAT(look_up("www.example.net"), Contains("Address: 10.1.2.3"));
  EXPECT_THAT(look_up("alias.example.net"), Contains("Address: 10.1.2.3"));
  EXPECT_THAT(look_up("nobody.example.net"), Contains(HasSubstr("NXDOMAIN")));
}

}  // namespace
}  // namespace sim

int main(int count, char** words) {
  ::testing::InitGoogleTest(&count, words);
  if (!::testing::GTEST_FLAG(list_tests)) sim::enter_user_namespace_if_needed();
  return RUN_ALL_TESTS();
}
