#include "phones/resolver.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

using net::DnsResult;
using net::Ipv4Address;

const Ipv4Address one(10, 0, 0, 1), two(10, 0, 0, 2), boot(193, 164, 253, 250);

net::DnsName name(std::string_view text) { return net::DnsName::parse(text).value(); }

// One looking up, and what its last step did.
struct Story {
  DnsBehaviour behaviour;
  net::TimePoint now{};
  ResolverState state = AtRest{};
  ResolverTransition last;

  void after(const ResolverInput& input) {
    last = step(std::move(state), input, {behaviour, now, 0x1234});
    state = std::move(last.next);
  }
  void looks_up(std::vector<Ipv4Address> servers = {one}) {
    after(LookUp{name("boot.example.net"), std::move(servers)});
  }
  void waits() {
    now = wakes_at(state).value();
    after(NotTold{});
  }
  // The answer to what it asked.
  [[nodiscard]] static net::DnsMessage answer(std::vector<net::DnsRecord> records,
                                              DnsResult result = DnsResult::no_error) {
    net::DnsMessage message;
    message.id = 0x1234;
    message.response = true;
    message.result = result;
    message.question.name = name("boot.example.net");
    message.answers = std::move(records);
    return message;
  }
  void told(const net::DnsMessage& message, Ipv4Address by = one, std::uint16_t port = 53) {
    after(Told{{by, port}, message});
  }
  [[nodiscard]] std::string why() const { return std::get<std::string>(last.done.value()); }
  [[nodiscard]] std::vector<Ipv4Address> found() const {
    return std::get<std::vector<Ipv4Address>>(last.done.value());
  }
};

TEST(Resolver, AsksForTheAddressesOfAName) {
  Story story;
  story.looks_up();
  ASSERT_TRUE(story.last.send);
  EXPECT_EQ(story.last.send->server, one);
  const auto query = std::get<net::DnsMessage>(net::decode_dns(story.last.send->message));
  EXPECT_EQ(query.id, 0x1234);
  EXPECT_TRUE(query.recursion_desired && !query.response);
  EXPECT_EQ(query.question, (net::DnsQuestion{name("boot.example.net"), net::dns_type::a}));
  EXPECT_EQ(wakes_at(story.state), story.now + 2s);
}

TEST(Resolver, TakesAllAddressesInTheirOrder) {
  Story story;
  story.looks_up();
  story.told(Story::answer({{name("BOOT.example.net"), 0, two}, {name("boot.example.net"), 0, boot}}));
  EXPECT_EQ(story.found(), (std::vector<Ipv4Address>{two, boot}));
  EXPECT_EQ(story.last.tried->outcome, "found");
  EXPECT_FALSE(wakes_at(story.state));
}

TEST(Resolver, FollowsAliasesAndNothingElse) {
  Story story;
  story.looks_up();
  story.told(Story::answer({{name("b"), 0, boot},
                            {name("boot.example.net"), 0, name("a")},
                            {name("other"), 0, two},
                            {name("a"), 0, name("b")}}));
  EXPECT_EQ(story.found(), std::vector<Ipv4Address>{boot});
}

TEST(Resolver, GivesUpOnAliasesThatLeadNowhereOrRoundInCircles) {
  Story story;
  story.looks_up();
  story.told(Story::answer({{name("boot.example.net"), 0, name("a")}}));
  EXPECT_EQ(story.why(), "the name has no address");
  story.looks_up();
  story.told(Story::answer({{name("boot.example.net"), 0, name("a")}, {name("a"), 0, name("boot.example.net")}}));
  EXPECT_EQ(story.why(), "the name has no address");
  story.looks_up();
  story.told(Story::answer({}));
  EXPECT_EQ(story.why(), "the name has no address");
}

TEST(Resolver, TakesANameErrorForFinal) {
  Story story;
  story.looks_up({one, two});
  story.told(Story::answer({}, DnsResult::name_error));
  EXPECT_EQ(story.why(), "name not found");
  EXPECT_EQ(story.last.tried->outcome, "NXDOMAIN");
}

TEST(Resolver, AsksTheOtherServerWhenOneRefuses) {
  Story story;
  story.looks_up({one, two});
  story.told(Story::answer({}, DnsResult::refused));
  EXPECT_FALSE(story.last.done);
  EXPECT_EQ(story.last.tried->outcome, "REFUSED");
  EXPECT_EQ(story.last.send->server, two);
  story.told(Story::answer({}, DnsResult::server_failure), two);
  EXPECT_EQ(story.why(), "the name server answered SERVFAIL");
}

TEST(Resolver, AsksSilentServersInTurnAndThenGivesUp) {
  Story story;
  story.behaviour.tries = 2;
  story.looks_up({one, two});
  std::vector<Ipv4Address> asked{story.last.send->server};
  for (int i = 0; i < 3; ++i) {
    story.waits();
    EXPECT_EQ(story.last.tried->outcome, "no answer");
    asked.push_back(story.last.send->server);
  }
  EXPECT_EQ(asked, (std::vector<Ipv4Address>{one, two, one, two}));
  story.waits();
  EXPECT_EQ(story.why(), "no name server answered");
  EXPECT_FALSE(story.last.send);
}

TEST(Resolver, SaysWhenThereIsNobodyToAsk) {
  Story story;
  story.looks_up({});
  EXPECT_EQ(story.why(), "no name server");
}

TEST(Resolver, HearsOnlyTheAnswerToItsOwnQuestionFromTheServerItAsked) {
  Story story;
  story.looks_up({one, two});
  const auto good = Story::answer({{name("boot.example.net"), 0, boot}});
  auto wrong = good;
  wrong.id = 1;
  story.told(wrong);
  EXPECT_FALSE(story.last.done);
  wrong = good;
  wrong.response = false;
  story.told(wrong);
  EXPECT_FALSE(story.last.done);
  wrong = good;
  wrong.question.name = name("other");
  story.told(wrong);
  EXPECT_FALSE(story.last.done);
  story.told(good, two);
  EXPECT_FALSE(story.last.done);
  story.told(good, one, 54);
  EXPECT_FALSE(story.last.done);
  EXPECT_TRUE(wakes_at(story.state)) << "it still waits";
  story.told(good);
  EXPECT_EQ(story.found(), std::vector<Ipv4Address>{boot});
  story.told(good);
  EXPECT_FALSE(story.last.done) << "once";
}

}  // namespace
}  // namespace phones
