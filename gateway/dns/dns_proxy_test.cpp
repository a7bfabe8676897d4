#include "gateway/dns/dns_proxy.hpp"

#include <gtest/gtest.h>

namespace gateway {
namespace {

using namespace std::chrono_literals;
using net::DnsMessage;
using net::DnsResult;
using net::Ipv4Address;

const Ipv4Address first_server(193, 164, 253, 250), second_server(193, 164, 253, 251);
const net::Endpoint lobby{Ipv4Address(192, 168, 100, 100), 5000};

net::DnsName name(std::string_view text) { return net::DnsName::parse(text).value(); }

// A proxy with one static host, and what its last step did.
struct Proxy {
  Settings settings;
  net::TimePoint now{};
  DnsProxy state;
  DnsStep last;
  std::uint16_t drawn = 0;
  std::function<std::uint16_t()> random = [this] { return ++drawn; };

  Proxy() {
    settings.dns_proxy.enabled = true;
    settings.static_hosts[4] = {{"Boot.example.net"}, Ipv4Address(10, 0, 0, 1)};
  }

  void after(const DnsInput& input) {
    last = step(std::move(state), input, {settings, now, random});
    state = std::move(last.next);
  }
  void hears(const net::Bytes& bytes, net::Endpoint from = lobby, Ipv4Address to = Ipv4Address(192, 168, 100, 1)) {
    after(QueryCame{{from, {to, 53}, bytes}});
  }
  void asked(std::string_view host, std::uint16_t type = net::dns_type::a, std::uint16_t id = 77,
             net::Endpoint from = lobby) {
    DnsMessage query;
    query.id = id;
    query.recursion_desired = true;
    query.question = {name(host), type};
    hears(encode(query), from);
  }
  // The reply of the server that was asked last, to what it was asked.
  [[nodiscard]] DnsMessage reply(DnsResult result = DnsResult::no_error) const {
    auto message = std::get<DnsMessage>(net::decode_dns(asks.back().message));
    message.response = true;
    message.result = result;
    if (result == DnsResult::no_error) message.answers = {{message.question.name, 5, Ipv4Address(10, 9, 9, 9)}};
    return message;
  }
  void replied(const DnsMessage& message, std::optional<net::Endpoint> from = {}) {
    const auto ask = asks.back();
    after(ReplyCame{ask.exchange,
                    {from.value_or(ask.server), {Ipv4Address(193, 164, 253, 1), 20000}, encode(message)}});
  }
  void passes(net::Duration time) {
    now += time;
    after(TimeCame{});
  }
  [[nodiscard]] DnsMessage answer() const {
    EXPECT_EQ(last.answers.size(), 1U);
    EXPECT_EQ(last.answers.at(0).client, lobby);
    return std::get<DnsMessage>(net::decode_dns(last.answers.at(0).message));
  }
  [[nodiscard]] bool silent() const { return last.answers.empty() && last.asks.empty(); }

  std::vector<DnsStep::Ask> asks;
  void remember() { asks.insert(asks.end(), last.asks.begin(), last.asks.end()); }
};

struct Forwarding : Proxy {
  Forwarding() {
    settings.name_servers[0] = NameServer{first_server};
    settings.name_servers[1] = NameServer{second_server};
  }
};

TEST(DnsProxy, AnswersAStaticHostInAnyCaseWithoutAskingAnybody) {
  Forwarding proxy;
  proxy.asked("bOOT.EXAMPLE.net");
  const auto answer = proxy.answer();
  EXPECT_EQ(answer.id, 77);
  EXPECT_TRUE(answer.response && answer.authoritative && answer.recursion_desired && answer.recursion_available);
  EXPECT_EQ(answer.result, DnsResult::no_error);
  EXPECT_EQ(answer.answers,
            (std::vector<net::DnsRecord>{{name("boot.example.net"), 60, Ipv4Address(10, 0, 0, 1)}}));
  EXPECT_TRUE(proxy.last.asks.empty());
  EXPECT_EQ(proxy.state.counters.answered, 1U);
}

TEST(DnsProxy, GivesAllAddressesOfRowsWithOneNameInTheirOrder) {
  Proxy proxy;
  proxy.settings.static_hosts[7] = {{"boot.example.net"}, Ipv4Address(10, 0, 0, 2)};
  proxy.asked("boot.example.net");
  ASSERT_EQ(proxy.answer().answers.size(), 2U);
  EXPECT_EQ(std::get<Ipv4Address>(proxy.answer().answers[1].data), Ipv4Address(10, 0, 0, 2));
}

TEST(DnsProxy, AnswersOtherTypesOfAStaticHostWithNothing) {
  Forwarding proxy;
  for (const std::uint16_t type : {net::dns_type::aaaa, std::uint16_t{15}}) {
    proxy.asked("boot.example.net", type);
    EXPECT_EQ(proxy.answer().result, DnsResult::no_error);
    EXPECT_TRUE(proxy.answer().answers.empty());
  }
  proxy.asked("boot.example.net", net::dns_type::any);
  EXPECT_EQ(proxy.answer().answers.size(), 1U);
}

TEST(DnsProxy, PassesOverRowsThatLackANameOrAnAddress) {
  Proxy proxy;
  proxy.settings.static_hosts[4]->address.reset();
  proxy.settings.static_hosts[5] = {{""}, Ipv4Address(10, 0, 0, 9)};
  proxy.asked("boot.example.net");
  EXPECT_EQ(proxy.answer().result, DnsResult::refused);
}

TEST(DnsProxy, RefusesWhatItDoesNotKnowWhenThereIsNobodyToAsk) {
  Proxy proxy;
  proxy.asked("www.example.net");
  EXPECT_EQ(proxy.answer().result, DnsResult::refused);
  EXPECT_EQ(proxy.state.counters.refused, 1U);
}

TEST(DnsProxy, ForwardsUnderAnIdOfItsOwnAndPassesTheReplyOnUnderTheClients) {
  Forwarding proxy;
  proxy.asked("www.example.net", 16);
  proxy.remember();
  ASSERT_EQ(proxy.asks.size(), 1U);
  EXPECT_EQ(proxy.asks[0].server, (net::Endpoint{first_server, 53}));
  const auto up = std::get<DnsMessage>(net::decode_dns(proxy.asks[0].message));
  EXPECT_EQ(up.id, 1);
  EXPECT_EQ(up.question, (net::DnsQuestion{name("www.example.net"), 16}));
  EXPECT_TRUE(up.recursion_desired && !up.response);
  EXPECT_TRUE(proxy.last.answers.empty());

  auto reply = proxy.reply();
  reply.question.name = name("WWW.example.net");
  proxy.replied(reply);
  EXPECT_EQ(proxy.answer().id, 77);
  EXPECT_EQ(proxy.answer().answers, reply.answers);
  EXPECT_EQ(proxy.last.over, std::vector<std::uint64_t>{proxy.asks[0].exchange});
  EXPECT_FALSE(wakes_at(proxy.state));
}

TEST(DnsProxy, PassesAReplyOnOctetForOctet) {
  Forwarding proxy;
  proxy.asked("www.example.net", 16);
  proxy.remember();
  auto bytes = encode(proxy.reply(DnsResult::name_error));
  bytes.push_back(0xee);  // of a kind this product does not read
  proxy.after(ReplyCame{1, {proxy.asks[0].server, {Ipv4Address(193, 164, 253, 1), 20000}, bytes}});
  EXPECT_EQ(proxy.last.answers.at(0).message, net::with_dns_id(bytes, 77));
}

TEST(DnsProxy, AsksTheNextServerUnderAnotherIdWhenOneIsSilent) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.remember();
  EXPECT_EQ(wakes_at(proxy.state), proxy.now + 2s);
  proxy.passes(1999ms);
  EXPECT_TRUE(proxy.silent());
  proxy.passes(1ms);
  proxy.remember();
  ASSERT_EQ(proxy.asks.size(), 2U);
  EXPECT_EQ(proxy.asks[1].exchange, proxy.asks[0].exchange);
  EXPECT_EQ(proxy.asks[1].server.address, second_server);
  EXPECT_EQ(std::get<DnsMessage>(net::decode_dns(proxy.asks[1].message)).id, 2);
  proxy.replied(proxy.reply());
  EXPECT_EQ(proxy.answer().result, DnsResult::no_error);
}

TEST(DnsProxy, SaysServerFailureWhenNobodyAnswers) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.passes(2s);
  proxy.passes(2s);
  EXPECT_EQ(proxy.answer().result, DnsResult::server_failure);
  EXPECT_EQ(proxy.answer().id, 77);
  EXPECT_EQ(proxy.state.counters.failed, 1U);
  EXPECT_TRUE(proxy.state.waiting.empty());
}

TEST(DnsProxy, AsksASingleServerTwice) {
  Proxy proxy;
  proxy.settings.name_servers[1] = NameServer{second_server};
  proxy.asked("www.example.net");
  proxy.passes(2s);
  ASSERT_EQ(proxy.last.asks.size(), 1U);
  EXPECT_EQ(proxy.last.asks[0].server.address, second_server);
  proxy.passes(2s);
  EXPECT_EQ(proxy.answer().result, DnsResult::server_failure);
}

TEST(DnsProxy, TriesTheNextServerWhenOneCannotHelp) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.remember();
  proxy.replied(proxy.reply(DnsResult::server_failure));
  proxy.remember();
  ASSERT_EQ(proxy.asks.size(), 2U);
  EXPECT_EQ(proxy.asks[1].server.address, second_server);
  proxy.replied(proxy.reply(DnsResult::refused));
  EXPECT_EQ(proxy.answer().result, DnsResult::refused) << "the last word is passed on";
}

TEST(DnsProxy, BelievesOnlyTheServerItAskedAboutWhatItAsked) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.remember();
  const auto good = proxy.reply();
  auto wrong = good;
  wrong.id = 9;
  proxy.replied(wrong);
  EXPECT_TRUE(proxy.silent());
  wrong = good;
  wrong.question.name = name("other.example.net");
  proxy.replied(wrong);
  wrong = good;
  wrong.question.type = net::dns_type::aaaa;
  proxy.replied(wrong);
  wrong = good;
  wrong.response = false;
  proxy.replied(wrong);
  proxy.replied(good, net::Endpoint{second_server, 53});
  proxy.replied(good, net::Endpoint{first_server, 54});
  proxy.after(ReplyCame{1, {proxy.asks[0].server, lobby, {}}});
  EXPECT_TRUE(proxy.silent());
  EXPECT_EQ(proxy.state.counters.strange, 7U);
  proxy.replied(good);
  EXPECT_EQ(proxy.answer().answers, good.answers);
  proxy.replied(good);
  EXPECT_TRUE(proxy.silent()) << "answered once";
}

TEST(DnsProxy, LeavesAQueryThatIsRepeatedToItsAnswer) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.asked("www.example.net");
  EXPECT_TRUE(proxy.silent());
  proxy.asked("www.example.net", net::dns_type::a, 78);
  EXPECT_EQ(proxy.last.asks.size(), 1U) << "another id is another query";
}

TEST(DnsProxy, LetsOneClientHave32QueriesWaitingAndAllOfThem512) {
  Forwarding proxy;
  for (std::uint16_t id = 0; id < 32; ++id) proxy.asked("www.example.net", net::dns_type::a, id);
  EXPECT_EQ(proxy.last.asks.size(), 1U);
  proxy.asked("www.example.net", net::dns_type::a, 32);
  EXPECT_EQ(proxy.answer().result, DnsResult::refused);
  for (std::uint16_t i = 0; i < 480; ++i)
    proxy.asked("www.example.net", 1, i,
                {Ipv4Address(192, 168, 100, static_cast<std::uint8_t>(101 + i / 32)), 5000});
  EXPECT_EQ(proxy.state.waiting.size(), 512U);
  proxy.asked("www.example.net", 1, 0, {Ipv4Address(192, 168, 100, 200), 5000});
  EXPECT_EQ(proxy.last.asks.size(), 0U);
  proxy.asked("boot.example.net");
  EXPECT_EQ(proxy.answer().result, DnsResult::no_error) << "static hosts are never refused";
}

TEST(DnsProxy, CountsWhatIsNoQueryOfTheLanAndIsSilent) {
  Proxy proxy;
  DnsMessage query;
  query.question.name = name("boot.example.net");
  const auto good = encode(query);
  query.response = true;
  proxy.hears(encode(query));
  EXPECT_TRUE(proxy.silent()) << "two proxies must not talk for ever";
  proxy.hears({1, 2, 3});
  proxy.hears(good, {Ipv4Address(193, 164, 253, 9), 5000});
  proxy.hears(good, lobby, Ipv4Address(192, 168, 100, 255));
  proxy.hears(good, {lobby.address, 0});
  EXPECT_TRUE(proxy.silent());
  EXPECT_EQ(proxy.state.counters.malformed, 5U);
  EXPECT_EQ(proxy.state.counters.queries, 0U);
}

TEST(DnsProxy, DoesNotImplementOtherOperations) {
  Proxy proxy;
  DnsMessage update;
  update.opcode = 5;
  update.question.name = name("boot.example.net");
  proxy.hears(encode(update));
  EXPECT_EQ(proxy.answer().result, DnsResult::not_implemented);
  EXPECT_EQ(proxy.answer().opcode, 5);
}

TEST(DnsProxy, GivesUpWhatWaitsWhenItsServersAreTakenAway) {
  Forwarding proxy;
  proxy.asked("www.example.net");
  proxy.settings.name_servers = {};
  proxy.passes(2s);
  EXPECT_EQ(proxy.answer().result, DnsResult::server_failure);
}

}  // namespace
}  // namespace gateway
