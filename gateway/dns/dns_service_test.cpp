#include "gateway/dns/dns_service.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "net/host.hpp"
#include "net/memory_wire.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;
using net::Ipv4Address;

// Refuses some ports, as a machine may; the rest is a host's.
struct PickyDatagrams : net::Datagrams {
  explicit PickyDatagrams(net::Datagrams& host) : all(host) {}
  void bind(std::uint16_t port, Handler handler) override {
    if (refuse-- > 0) throw std::system_error(EADDRINUSE, std::generic_category(), "bind UDP port");
    all.bind(port, std::move(handler));
    bound.push_back(port);
  }
  void unbind(std::uint16_t port) override {
    all.unbind(port);
    std::erase(bound, port);
  }
  void send(std::uint16_t from, net::Endpoint to, net::BytesView payload) override { all.send(from, to, payload); }
  net::Datagrams& all;
  int refuse = 0;
  std::vector<std::uint16_t> bound;
};

// A handset, the proxy, and a name server, on two cables.
struct Office {
  net::VirtualLoop loop;
  net::MemoryCable lan{loop}, wan{loop};
  net::Host lobby{loop, lan.left(), net::MacAddress({0, 4, 0xf2, 0, 0, 1}), net::Chance(1)};
  net::Host near{loop, lan.right(), net::MacAddress({2, 0, 0, 0, 0, 1}), net::Chance(2)};
  net::Host far{loop, wan.left(), net::MacAddress({2, 0, 0, 0, 0, 2}), net::Chance(3)};
  net::Host server{loop, wan.right(), net::MacAddress({2, 0, 0, 0, 0, 3}), net::Chance(4)};
  PickyDatagrams lan_datagrams{near}, wan_datagrams{far};
  net::Chance chance{5};
  Settings settings;
  std::vector<std::string> log;
  std::vector<net::DnsMessage> heard;     // by the handset
  std::vector<std::uint16_t> asked_from;  // ports the server was asked from
  std::unique_ptr<DnsService> service;

  Office() {
    lobby.configure({{Ipv4Address(192, 168, 100, 100), 24}, std::nullopt});
    near.configure({settings.dhcp.lan, std::nullopt});
    far.configure({{Ipv4Address(193, 164, 253, 1), 24}, std::nullopt});
    server.configure({{Ipv4Address(193, 164, 253, 250), 24}, std::nullopt});
    settings.dns_proxy.enabled = true;
    settings.name_servers[0] = NameServer{Ipv4Address(193, 164, 253, 250)};
    settings.static_hosts[0] = {{"boot.example.net"}, Ipv4Address(10, 0, 0, 1)};
    lobby.bind(5000, [this](const net::Datagram& datagram) {
      EXPECT_EQ(datagram.from, (net::Endpoint{Ipv4Address(192, 168, 100, 1), 53}));
      heard.push_back(std::get<net::DnsMessage>(net::decode_dns(datagram.payload)));
    });
  }
  void start() {
    service = std::make_unique<DnsService>(
        settings,
        DnsService::Uses{loop, lan_datagrams, wan_datagrams, [this](auto line) { log.emplace_back(line); },
                         [this] { return static_cast<std::uint16_t>(chance.next()); }});
  }
  void serve() {
    server.bind(53, [this](const net::Datagram& datagram) {
      asked_from.push_back(datagram.from.port);
      auto reply = std::get<net::DnsMessage>(net::decode_dns(datagram.payload));
      reply.response = true;
      reply.answers = {{reply.question.name, 5, Ipv4Address(10, 9, 9, 9)}};
      server.send(53, datagram.from, encode(reply));
    });
  }
  void ask(std::string_view name, net::Duration wait = 10s) {
    net::DnsMessage query;
    query.id = static_cast<std::uint16_t>(heard.size());
    query.question.name = *net::DnsName::parse(name);
    lobby.send(5000, {Ipv4Address(192, 168, 100, 1), 53}, encode(query));
    loop.run_until([] { return false; }, loop.now() + wait);
  }
};

TEST(DnsService, AnswersAndForwardsFromAFreshPortEachTime) {
  Office office;
  office.start();
  office.serve();
  office.ask("boot.example.net");
  office.ask("www.example.net");
  office.ask("www.example.net");
  ASSERT_EQ(office.heard.size(), 3U);
  EXPECT_EQ(std::get<Ipv4Address>(office.heard[0].answers.at(0).data), Ipv4Address(10, 0, 0, 1));
  EXPECT_EQ(std::get<Ipv4Address>(office.heard[2].answers.at(0).data), Ipv4Address(10, 9, 9, 9));
  ASSERT_EQ(office.asked_from.size(), 2U);
  EXPECT_NE(office.asked_from[0], office.asked_from[1]);
  EXPECT_TRUE(office.wan_datagrams.bound.empty()) << "ports are given back";
  const auto counters = office.service->counters();
  EXPECT_EQ(counters.at(0), (std::pair<std::string, std::uint64_t>{"dns queries", 3}));
}

TEST(DnsService, TellsTheClientWhenNoServerAnswers) {
  Office office;
  office.start();
  office.ask("www.example.net");
  ASSERT_EQ(office.heard.size(), 1U);
  EXPECT_EQ(office.heard[0].result, net::DnsResult::server_failure);
  EXPECT_TRUE(office.wan_datagrams.bound.empty());
}

TEST(DnsService, TakesAnotherPortWhenTheMachineRefusesOne) {
  Office office;
  office.start();
  office.serve();
  office.wan_datagrams.refuse = 3;
  office.ask("www.example.net");
  EXPECT_EQ(office.heard.size(), 1U);
  office.wan_datagrams.refuse = 8;
  office.ask("www.example.net", 1s);
  EXPECT_EQ(office.heard.size(), 1U);
  office.ask("boot.example.net", 9s);
  EXPECT_EQ(office.heard.size(), 3U) << "and tries again like after silence";
  EXPECT_EQ(office.service->counters().back(), (std::pair<std::string, std::uint64_t>{"dns without port", 1}));
}

TEST(DnsService, HearsNothingUntilItIsEnabledAndNothingAfterwards) {
  Office office;
  office.settings.dns_proxy.enabled = false;
  office.start();
  EXPECT_TRUE(office.lan_datagrams.bound.empty());
  office.settings.dns_proxy.enabled = true;
  office.service->settings_changed();
  office.ask("www.example.net", 1s);
  EXPECT_EQ(office.wan_datagrams.bound.size(), 1U);
  office.settings.dns_proxy.enabled = false;
  office.service->settings_changed();
  EXPECT_TRUE(office.lan_datagrams.bound.empty());
  EXPECT_TRUE(office.wan_datagrams.bound.empty());
  office.ask("boot.example.net");
  EXPECT_TRUE(office.heard.empty());
}

TEST(DnsService, RefusesToStartWithoutItsPortButOnlySaysSoLater) {
  Office office;
  office.lan_datagrams.refuse = 1;
  EXPECT_THROW(office.start(), std::system_error);
  office.settings.dns_proxy.enabled = false;
  office.start();
  office.settings.dns_proxy.enabled = true;
  office.lan_datagrams.refuse = 1;
  office.service->settings_changed();
  ASSERT_EQ(office.log.size(), 1U);
  EXPECT_EQ(office.log[0], "DNS: bind UDP port: Address already in use");
  office.service->settings_changed();
  EXPECT_EQ(office.lan_datagrams.bound.size(), 1U) << "it tries again when the settings change";
}

}  // namespace
}  // namespace gateway
