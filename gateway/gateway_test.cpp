#include "gateway/gateway.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "gateway/settings/profile.hpp"
#include "net/chance.hpp"
#include "net/dhcp_message.hpp"
#include "net/dns_message.hpp"
#include "net/frame.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;
using net::DhcpType;
using net::Ipv4Address;
using net::MacAddress;

const MacAddress gateway_mac = *MacAddress::parse("020000000001");
const MacAddress phone_mac = *MacAddress::parse("0004f21a2457");

// Keeps what is sent; a test hands over what arrives.
struct TestWire : net::Wire {
  void send(net::BytesView frame) override { sent.emplace_back(frame.begin(), frame.end()); }
  void on_frame(Receiver receiver) override { arrive = std::move(receiver); }
  Receiver arrive;
  std::deque<net::Bytes> sent;
};

// Keeps what is sent; a test hands over what arrives at a port.
struct TestDatagrams : net::Datagrams {
  struct Sent {
    std::uint16_t from;
    net::Endpoint to;
    net::Bytes payload;
  };
  void bind(std::uint16_t port, Handler handler) override { ports[port] = std::move(handler); }
  void unbind(std::uint16_t port) override { ports.erase(port); }
  void send(std::uint16_t from, net::Endpoint to, net::BytesView payload) override {
    sent.push_back({from, to, {payload.begin(), payload.end()}});
  }
  std::map<std::uint16_t, Handler> ports;
  std::vector<Sent> sent;
};

struct TestNeighbours : Neighbours {
  void start_with(std::span<const Neighbour> all) override {
    said.push_back(fmt::format("start with {}", all.size()));
  }
  void add(const Neighbour& neighbour) override {
    said.push_back(fmt::format("add {} {}", to_string(neighbour.address), config_stem(neighbour.mac)));
  }
  void remove(Ipv4Address address) override { said.push_back("remove " + to_string(address)); }
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override {
    return {{"neighbours said", said.size()}};
  }
  std::vector<std::string> said;
};

// Activator: answers each post with the next result prepared, 20 ms later.
struct TestClient : net::HttpClient {
  explicit TestClient(net::Loop& on) : loop(on) {}
  void request(net::HttpRequest request, net::Endpoint server, const net::HttpLimits&, Done done) override {
    posts.push_back({loop.now(), std::move(request), server});
    net::HttpResult result{net::HttpOutcome::complete, net::HttpResponse{}};
    if (!prepared.empty()) {
      result = prepared.front();
      prepared.pop_front();
    }
    answers.push_back(loop.after(20ms, [done = std::move(done), result] { done(result); }));
  }
  struct Post {
    net::TimePoint when;
    net::HttpRequest request;
    net::Endpoint server;
  };
  net::Loop& loop;
  std::vector<Post> posts;
  std::deque<net::HttpResult> prepared;
  std::vector<net::Timer> answers;
};

struct Lan {
  net::VirtualLoop loop;
  TestWire wire;
  TestDatagrams lan, wan;
  TestClient activator{loop};
  TestNeighbours neighbours;
  ForgetfulStore store;
  net::Chance chance{1};
  std::vector<std::string> log;
  std::optional<net::Endpoint> pages_at;
  std::vector<net::HttpRoute> pages;
  const std::string token = std::string(64, 'a');
  std::unique_ptr<Gateway> gateway;

  explicit Lan(const Settings& settings = *profile("seed-sample")) {
    gateway = std::make_unique<Gateway>(
        settings, Surroundings{loop, wire, gateway_mac, lan, wan, activator, neighbours, store,
                               [this](auto line) { log.emplace_back(line); },
                               [this](std::size_t width) { return chance.digits(width); },
                               std::chrono::sys_seconds(1209643200s),
                               [this](net::Endpoint at, std::vector<net::HttpRoute> routes) {
                                 pages_at = at;
                                 pages = std::move(routes);
                                 return std::make_unique<web::Listener>();
                               },
                               [this] { return token; }});
  }

  // A page, asked for with the token that logins here are given.
  net::HttpResponse page(std::string method, std::string path, std::string body = {}) {
    std::optional<net::HttpResponse> answer;
    const net::HttpFields fields{{"Host", "smg"}, {"Cookie", "smg_login=" + token + "; smg_session=" + token}};
    net::dispatch(pages, {std::move(method), std::move(path), fields, std::move(body)},
                  [&](net::HttpResponse response) { answer = std::move(response); });
    return answer.value_or(net::HttpResponse{0, {}, {}});
  }

  // Hands a client's message over as a frame; the reply, when there is one.
  std::optional<net::DhcpMessage> says(const net::DhcpMessage& message, MacAddress to = MacAddress::broadcast(),
                                       std::uint16_t port = net::dhcp_server_port) {
    const auto from = message.ciaddr;
    const auto address = to == MacAddress::broadcast() ? Ipv4Address::broadcast() : Ipv4Address(192, 168, 100, 1);
    net::Ipv4Packet packet{from, address, 64, 0, true, net::UdpDatagram{68, port, net::encode(message)}};
    wire.sent.clear();
    wire.arrive(net::encode(net::Frame{to, message.chaddr, std::move(packet)}));
    loop.run_until([] { return false; }, loop.now());
    if (wire.sent.empty()) return std::nullopt;
    const auto frame = std::get<net::Frame>(net::decode_frame(wire.sent.front()));
    EXPECT_EQ(frame.source, gateway_mac);
    const auto& datagram = std::get<net::UdpDatagram>(std::get<net::Ipv4Packet>(frame.payload).payload);
    EXPECT_EQ(datagram.source_port, 67);
    return std::get<net::DhcpMessage>(net::decode_dhcp(datagram.payload));
  }

  std::optional<net::DhcpMessage> boots(MacAddress mac, std::uint32_t xid = 1) {
    net::DhcpMessage discover(mac);
    discover.xid = xid;
    discover.add(DhcpType::discover);
    const auto offer = says(discover);
    if (!offer) return std::nullopt;
    net::DhcpMessage request(mac);
    request.xid = xid;
    request.add(DhcpType::request)
        .add_address(net::dhcp_option::server_identifier, *offer->server())
        .add_address(net::dhcp_option::requested_address, offer->yiaddr);
    return says(request);
  }

  void passes(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }
  std::string posted(std::size_t index, std::string_view field) {
    return net::form_value(activator.posts.at(index).request.body, field).value_or("missing");
  }
};

TEST(Gateway, AHandsetsLeaseBecomesAnEventAtActivator) {
  Lan lan;
  const auto ack = lan.boots(phone_mac);
  ASSERT_TRUE(ack);
  lan.passes(1s);
  ASSERT_EQ(lan.activator.posts.size(), 1U);
  EXPECT_EQ(lan.activator.posts[0].request.target, "/activator/eventHandler.asp");
  EXPECT_EQ(lan.activator.posts[0].server, (net::Endpoint{Ipv4Address(193, 164, 253, 250), 80}));
  EXPECT_EQ(lan.posted(0, "rand").size(), 12U);
  EXPECT_EQ(ack->text_option(66), "http://193.164.253.250/phoneprovisioning/" + lan.posted(0, "rand"));
  EXPECT_EQ(lan.posted(0, "option66"), ack->text_option(66));
  EXPECT_EQ(lan.posted(0, "mac"), "0004f21a2457");
  EXPECT_EQ(lan.posted(0, "ip"), "192.168.100.100");
  EXPECT_EQ(lan.posted(0, "time"), "2008-05-01T12:00:00Z");
  ASSERT_EQ(lan.log.size(), 6U);
  EXPECT_EQ(lan.log[3].size(), 69U);
  EXPECT_EQ(lan.log[4], "DHCP Alert: New Option 66 http://193.164.253.250/phoneprovisioning/" +
                            lan.posted(0, "rand").substr(0, 2));
  EXPECT_EQ(lan.gateway->command("show event log"),
            "2008-05-01T12:00:00Z Notice System 1 Started with 0 leases kept and 0 events to tell\n"
            "2008-05-01T12:00:00Z Informational DHCP 1 Lease granted 192.168.100.100 Mac 0004f21a2457\n"
            "2008-05-01T12:00:00Z Notice DHCP 67 Leased Mac 0004f21a2457 Rand " +
                lan.posted(0, "rand") + " [Name PhoneProv]");
  EXPECT_EQ(lan.gateway->command("show leases"),
            "192.168.100.100 0004f21a2457 leased 86399s Rand " + lan.posted(0, "rand"));
}

TEST(Gateway, ADeadActivatorGetsTheEventsInOrderAfterTheHoldOff) {
  Lan lan;
  for (int i = 0; i < 4; ++i) lan.activator.prepared.push_back({net::HttpOutcome::refused, std::nullopt});
  lan.boots(phone_mac);
  lan.boots(phone_mac.plus(1));
  lan.passes(59s);
  EXPECT_EQ(lan.activator.posts.size(), 4U);
  lan.passes(10s);
  ASSERT_EQ(lan.activator.posts.size(), 6U);
  EXPECT_EQ(lan.activator.posts[4].when, lan.activator.posts[3].when + 20ms + 60s);
  EXPECT_EQ(lan.posted(4, "id"), lan.posted(0, "id"));
  EXPECT_NE(lan.posted(5, "id"), lan.posted(0, "id"));
  EXPECT_EQ(lan.posted(5, "mac"), "0004f21a2458");
  EXPECT_NE(lan.gateway->command("show counters").find("activator accepted: 2\n"), std::string::npos);
}

TEST(Gateway, LeasesEndInVirtualTime) {
  Lan lan;
  lan.boots(phone_mac);
  lan.passes(24h);
  EXPECT_EQ(lan.gateway->command("show leases"), "192.168.100.100 0004f21a2457 past 0s");
}

TEST(Gateway, IsTheNameServerOfItsClientsWhileItIsADnsProxy) {
  Lan lan;
  EXPECT_FALSE(lan.boots(phone_mac)->address_option(6));
  EXPECT_EQ(lan.gateway->command("Set Dns Proxy Enabled yes"), "ok");
  EXPECT_EQ(lan.gateway->command("Set Dns Proxy Host Name 1,boot.example.net"), "ok");
  EXPECT_EQ(lan.gateway->command("Set Dns Proxy Host Address 1,193.164.253.250"), "ok");
  EXPECT_EQ(lan.boots(phone_mac, 2)->address_option(6), Ipv4Address(192, 168, 100, 1));

  net::DnsMessage query;
  query.question.name = *net::DnsName::parse("boot.example.net");
  const auto bytes = encode(query);
  const net::Endpoint client{Ipv4Address(192, 168, 100, 100), 5000};
  lan.lan.ports.at(53)({client, {Ipv4Address(192, 168, 100, 1), 53}, bytes});
  ASSERT_EQ(lan.lan.sent.size(), 1U);
  EXPECT_EQ(lan.lan.sent[0].to, client);
  const auto answer = std::get<net::DnsMessage>(net::decode_dns(lan.lan.sent[0].payload));
  EXPECT_EQ(std::get<Ipv4Address>(answer.answers.at(0).data), Ipv4Address(193, 164, 253, 250));
  EXPECT_NE(lan.gateway->command("show counters").find("dns answered: 1\n"), std::string::npos);

  EXPECT_EQ(lan.gateway->command("Set Dhcp Server Dns 10.0.0.53"), "ok");
  EXPECT_EQ(lan.boots(phone_mac, 3)->address_option(6), Ipv4Address(10, 0, 0, 53));
  EXPECT_EQ(lan.gateway->command("no Dns Proxy Enabled"), "ok");
  EXPECT_FALSE(lan.lan.ports.contains(53));
}

TEST(Gateway, AHostsNameIsANameAndNoAddress) {
  Lan lan;
  for (const auto* wrong : {"a b", "a..b", "10.0.0.1", "http://boot.example.net", "-.\x01"}) {
    EXPECT_TRUE(lan.gateway->command(std::string("Set Dns Proxy Host Name 1,") + wrong).starts_with("error: "))
        << wrong;
  }
  EXPECT_EQ(lan.gateway->command("Set Dns Proxy Host Name 1,Boot.example.net"), "ok");
  EXPECT_EQ(lan.gateway->command("show dns proxy host"),
            "Set Dns Proxy Host Name 1,Boot.example.net\nSet Dns Proxy Host Address 1,");
}

TEST(Gateway, TellsWhoSendsToTheLanOfLeasesThatBeginAndEnd) {
  Lan lan;
  lan.boots(phone_mac, 1);
  lan.boots(phone_mac, 2);  // the same lease again
  EXPECT_EQ(lan.neighbours.said, (std::vector<std::string>{"start with 0", "add 192.168.100.100 0004f21a2457"}));
  lan.passes(25h);
  EXPECT_EQ(lan.neighbours.said.back(), "remove 192.168.100.100");
  EXPECT_EQ(lan.neighbours.said.size(), 3U);
  EXPECT_NE(lan.gateway->command("show counters").find("neighbours said: 3"), std::string::npos);
}

TEST(Gateway, ACommandTakesEffectAtOnceAndARefusedOneChangesNothing) {
  Lan lan;
  EXPECT_EQ(lan.gateway->command("Set Dhcp Server Number Width 18"), "ok");
  lan.boots(phone_mac);
  EXPECT_EQ(lan.posted(0, "rand").size(), 18U);
  EXPECT_EQ(lan.gateway->command("Set Dhcp Server Number Width 0"),
            "error: Dhcp Server Number Width: '0' is not a possible value\nhelp: allowed: a number from 1 to 32");
  EXPECT_EQ(lan.gateway->command("show dhcp server number width"), "Set Dhcp Server Number Width 18");
  EXPECT_EQ(lan.gateway->command("Set Dhcp Server Pool Last 10.0.0.1"),
            "ok\nwarning: the pool 192.168.100.100 to 10.0.0.1 ends before it begins");
  EXPECT_FALSE(lan.boots(phone_mac.plus(1)));
}

TEST(Gateway, FramesThatAreNotForItsServerAreLeftAlone) {
  Lan lan;
  net::DhcpMessage discover(phone_mac);
  discover.add(DhcpType::discover);
  EXPECT_FALSE(lan.says(discover, MacAddress::broadcast(), 68)) << "another port";
  EXPECT_FALSE(lan.says(discover, *MacAddress::parse("020000000002"))) << "another server";
  lan.wire.arrive(net::Bytes(5));
  lan.wire.arrive(net::Bytes(60, 0xff));
  EXPECT_TRUE(lan.log.empty());
  EXPECT_TRUE(lan.says(discover, gateway_mac)) << "a renewal's road";
}

TEST(Gateway, AnAnswerThatComesAfterItsEndIsIgnored) {
  Lan lan;
  lan.boots(phone_mac);
  lan.gateway.reset();
  lan.passes(1s);
  lan.wire.arrive(net::Bytes(60, 0));
  EXPECT_EQ(lan.activator.posts.size(), 1U);
}

TEST(Gateway, DeliveriesAreNotedInTheEventLogWhenAsked) {
  Lan lan;
  lan.gateway->command("Set Event Activator Logging yes");
  lan.boots(phone_mac);
  lan.passes(1s);
  EXPECT_NE(lan.gateway->command("show event log").find("Activator accepted event SMG000001-"), std::string::npos);
}

TEST(Gateway, TenThousandHandsetsGetTenThousandNumbers) {
  auto settings = *profile("note");
  settings.dhcp.lan = {Ipv4Address(10, 1, 0, 1), 16};
  settings.dhcp.pool_first = Ipv4Address(10, 1, 1, 0);
  settings.dhcp.pool_last = Ipv4Address(10, 1, 255, 254);
  Lan lan(settings);
  for (std::uint64_t i = 0; i < 10000; ++i) {
    const auto ack = lan.boots(phone_mac.plus(i), static_cast<std::uint32_t>(i));
    ASSERT_TRUE(ack);
    ASSERT_EQ(ack->yiaddr.number(), Ipv4Address(10, 1, 1, 0).number() + i);
  }
  lan.passes(300s);
  EXPECT_EQ(lan.activator.posts.size(), 10000U);
}

TEST(Gateway, ServesItsPagesOnTheLanAddressAndTheyShowWhatHappens) {
  auto settings = *profile("seed-sample");
  settings.web.password = PasswordHash::of("correct horse", 1);
  Lan lan(settings);
  EXPECT_EQ(lan.pages_at, (net::Endpoint{Ipv4Address(192, 168, 100, 1), 80}));
  ASSERT_TRUE(lan.boots(phone_mac));
  ASSERT_EQ(lan.page("POST", "/login", "csrf=" + lan.token + "&user=admin&password=correct+horse").status, 303);
  const auto home = lan.page("GET", "/").body;
  EXPECT_NE(home.find("<dt>Leases</dt>\n<dd>1</dd>"), std::string::npos) << home;
  EXPECT_NE(lan.page("GET", "/leases").body.find("00:04:f2:1a:24:57"), std::string::npos);
  EXPECT_NE(lan.page("GET", "/events").body.find("Leased Mac 0004f21a2457"), std::string::npos);
  EXPECT_NE(lan.page("GET", "/counters").body.find("dhcp received"), std::string::npos);
}

TEST(Gateway, AWrongPasswordIsAnEventAndTheLastOneAnother) {
  auto settings = *profile("seed-sample");
  settings.web.password = PasswordHash::of("correct horse", 1);
  settings.web.lockout_tries = 2;
  Lan lan(settings);
  for (int i = 0; i < 2; ++i) lan.page("POST", "/login", "csrf=" + lan.token + "&user=admin&password=wrong");
  lan.loop.run_until([] { return false; }, lan.loop.now() + 1s);
  const auto log = lan.gateway->command("show event log");
  EXPECT_NE(log.find("Warning Security 1 Wrong user or password from 0.0.0.0"), std::string::npos) << log;
  EXPECT_NE(log.find("Alert Security 2 Too many wrong passwords"), std::string::npos) << log;
}

TEST(Gateway, WhatAPageChangesIsInForceAtOnce) {
  auto settings = *profile("seed-sample");
  settings.web.password = PasswordHash::of("correct horse", 1);
  Lan lan(settings);
  lan.page("POST", "/login", "csrf=" + lan.token + "&user=admin&password=correct+horse");
  const auto answer =
      lan.page("POST", "/system/local-servers/dhcp-server", "dhcp-server-enabled=no&csrf=" + lan.token);
  EXPECT_EQ(answer.status, 303);
  EXPECT_FALSE(lan.boots(phone_mac));
}

}  // namespace
}  // namespace gateway
