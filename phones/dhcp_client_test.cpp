#include "phones/dhcp_client.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace phones {
namespace {

namespace option = net::dhcp_option;
using net::DhcpMessage;
using net::DhcpType;

constexpr net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
constexpr net::Ipv4Address gateway(192, 168, 100, 1), other(192, 168, 100, 2), ours(192, 168, 100, 100);
constexpr std::uint32_t xid = 0xbeef, foreign = 0xdead;

DhcpMessage answer(DhcpType type, std::uint32_t id = xid, net::Ipv4Address server = gateway) {
  DhcpMessage message(mac);
  message.request = false;
  message.xid = id;
  message.add(type).add_address(option::server_identifier, server);
  if (type == DhcpType::nak) return message;
  message.yiaddr = ours;
  message.add_seconds(option::lease_time, 1h);
  return message;
}
DhcpMessage offer(std::uint32_t id = xid, net::Ipv4Address server = gateway) {
  return answer(DhcpType::offer, id, server);
}
DhcpMessage ack(std::uint32_t id = xid, net::Ipv4Address server = gateway) {
  return answer(DhcpType::ack, id, server);
}
DhcpMessage nak(std::uint32_t id = xid) { return answer(DhcpType::nak, id); }

// Walks one client through a story, an event a line.
struct Story {
  const Model& model = *find_model("SoundPoint IP 450");
  net::TimePoint now{};
  net::Duration jitter{};
  std::uint32_t fresh_xid = xid;
  DhcpState state = Init{};
  std::optional<DhcpSend> sent;
  std::string why;

  Story& after(const DhcpInput& input) {
    auto next = step(state, input, {model, Phase::bootrom, mac, now, fresh_xid, jitter});
    state = std::move(next.next);
    sent = std::move(next.send);
    why = std::move(next.why);
    return *this;
  }
  Story& receives(DhcpMessage message) { return after(Received{std::move(message)}); }
  Story& silence() {  // until the state's own deadline
    now = wakes_at(state).value();
    return after(TimedOut{});
  }
  Story& silence_until(std::string_view wanted) {
    for (int i = 0; i < 100 && name() != wanted; ++i) silence();
    return *this;
  }
  Story& selecting() { return after(Start{}); }
  Story& requesting() { return selecting().receives(offer()); }
  Story& bound() { return requesting().receives(ack()); }

  [[nodiscard]] std::string_view name() const { return name_of(state); }
  [[nodiscard]] DhcpType sent_type() const { return sent->message.type().value(); }
  [[nodiscard]] bool is_broadcast() const { return sent && !sent->to; }
};

TEST(DhcpClient, LooksForAServerWithTheOptionsOfItsModel) {
  Story phone;
  phone.selecting();
  EXPECT_EQ(phone.name(), "SELECTING");
  ASSERT_TRUE(phone.is_broadcast());
  const auto& message = phone.sent->message;
  EXPECT_TRUE(message.request);
  EXPECT_EQ(message.chaddr, mac);
  EXPECT_EQ(message.xid, xid);
  ASSERT_EQ(message.options.size(), 3U);
  EXPECT_EQ(message.options[0], (net::DhcpOption{53, {1}}));
  EXPECT_EQ(message.options[1], (net::DhcpOption{55, {1, 28, 160, 66, 3, 4, 42, 2, 6, 15}}));
  EXPECT_EQ(message.options[2].code, 60);
  EXPECT_EQ(net::hex(message.options[2].value),
            "0000363d"
            "70"
            "0107"
            "506f6c79636f6d"
            "0215"
            "536f756e64506f696e7449502d535049505f343530"
            "0310"
            "323334352d31323435302d3030312c31"
            "041d"
            "42522f342e312e322e303033372f31352d5365702d30382031323a3030"
            "051d"
            "42522f342e312e322e303033372f31352d5365702d30382031323a3030");
}

TEST(DhcpClient, AsksForEverWithLongerAndLongerWaits) {
  Story phone;
  phone.selecting();
  for (const auto wait : {4s, 8s, 16s, 32s, 64s, 64s, 64s}) {
    const auto before = phone.now;
    phone.silence();
    EXPECT_EQ(phone.now - before, wait);
    EXPECT_EQ(phone.sent_type(), DhcpType::discover);
    EXPECT_EQ(phone.sent->message.xid, xid);
  }
  EXPECT_EQ(phone.sent->message.secs, 4 + 8 + 16 + 32 + 64 + 64 + 64);
}

TEST(DhcpClient, WaitsALittleMoreOrLessByChance) {
  Story phone;
  phone.jitter = -700ms;
  phone.selecting();
  EXPECT_EQ(wakes_at(phone.state), net::TimePoint{} + 3300ms);
}

TEST(DhcpClient, TakesTheFirstUsableOffer) {
  Story phone;
  phone.selecting();
  auto nothing_offered = offer();
  nothing_offered.yiaddr = net::Ipv4Address::any();
  phone.receives(nothing_offered);
  EXPECT_EQ(phone.name(), "SELECTING");
  phone.now += 1s;
  phone.receives(offer(xid, other));
  EXPECT_EQ(phone.name(), "REQUESTING");
  EXPECT_EQ(phone.why, "192.168.100.2 offered 192.168.100.100");
  phone.receives(offer(xid, gateway));  // too late
  EXPECT_EQ(phone.sent, std::nullopt);
}

TEST(DhcpClient, RequestsWhatItSelectedByBroadcast) {
  Story phone;
  phone.requesting();
  ASSERT_TRUE(phone.is_broadcast());
  const auto& message = phone.sent->message;
  EXPECT_EQ(message.type(), DhcpType::request);
  EXPECT_EQ(message.xid, xid);
  EXPECT_EQ(message.requested(), ours);
  EXPECT_EQ(message.server(), gateway);
  EXPECT_TRUE(message.ciaddr.is_any());
}

TEST(DhcpClient, SaysInItsRequestTheSecondsOfItsDiscover) {
  Story phone;
  phone.selecting().silence();
  phone.now += 3s;
  phone.receives(offer());
  EXPECT_EQ(phone.sent->message.secs, 4);
}

TEST(DhcpClient, KeepsItsTimerWhenAForeignOfferArrives) {
  Story phone;
  phone.selecting();
  const auto before = wakes_at(phone.state);
  phone.now += 1s;
  phone.receives(offer(foreign));
  EXPECT_EQ(phone.name(), "SELECTING");
  EXPECT_EQ(phone.sent, std::nullopt);
  EXPECT_EQ(wakes_at(phone.state), before);
}

TEST(DhcpClient, IsNotFooledByAnAnswerToAnotherStation) {
  Story phone;
  auto to_another = offer();
  to_another.chaddr = mac.plus(1);
  auto own_echo = offer();
  own_echo.request = true;
  phone.selecting().receives(to_another).receives(own_echo);
  EXPECT_EQ(phone.name(), "SELECTING");
}

TEST(DhcpClient, HoldsTheLeaseThatWasGranted) {
  Story phone;
  phone.bound();
  EXPECT_EQ(phone.name(), "BOUND");
  EXPECT_EQ(phone.why, "192.168.100.1 granted 192.168.100.100 for 1h");
  ASSERT_NE(lease_of(phone.state), nullptr);
  EXPECT_EQ(lease_of(phone.state)->network.address, ours);
  EXPECT_EQ(wakes_at(phone.state), net::TimePoint{} + 30min);
}

TEST(DhcpClient, IgnoresAnAckOfAServerItDidNotSelect) {
  Story phone;
  phone.requesting().receives(ack(xid, other));
  EXPECT_EQ(phone.name(), "REQUESTING");
}

TEST(DhcpClient, StartsAnewAfterFourRequestsWithoutAnAnswer) {
  Story phone;
  phone.requesting();
  for (int i = 0; i < 3; ++i) {
    phone.silence();
    EXPECT_EQ(phone.sent_type(), DhcpType::request);
  }
  phone.silence();
  EXPECT_EQ(phone.name(), "INIT");
  EXPECT_EQ(phone.why, "192.168.100.1 did not answer REQUEST 4");
  phone.fresh_xid = 0xf00d;
  phone.silence();
  EXPECT_EQ(phone.sent_type(), DhcpType::discover);
  EXPECT_EQ(phone.sent->message.xid, 0xf00dU);
}

TEST(DhcpClient, PausesAfterANakAndLooksForAServerAgain) {
  Story phone;
  phone.requesting().receives(nak(foreign));
  EXPECT_EQ(phone.name(), "REQUESTING");
  phone.receives(nak().add_text(option::message, "pool is full"));
  EXPECT_EQ(phone.name(), "INIT");
  EXPECT_EQ(phone.why, "192.168.100.1 refused: pool is full");
  EXPECT_EQ(wakes_at(phone.state), phone.now + 1s);
  phone.silence();
  EXPECT_EQ(phone.sent_type(), DhcpType::discover);
}

TEST(DhcpClient, RenewsHalfwayWithItsServerAlone) {
  Story phone;
  phone.bound();
  phone.fresh_xid = 0xf00d;
  phone.silence();
  EXPECT_EQ(phone.name(), "RENEWING");
  EXPECT_EQ(phone.sent->to, gateway);
  const auto& message = phone.sent->message;
  EXPECT_EQ(message.type(), DhcpType::request);
  EXPECT_EQ(message.xid, 0xf00dU);
  EXPECT_EQ(message.ciaddr, ours);
  EXPECT_EQ(message.requested(), std::nullopt);
  EXPECT_EQ(message.server(), std::nullopt);
  phone.receives(ack(0xf00d));
  EXPECT_EQ(phone.name(), "BOUND");
  EXPECT_EQ(wakes_at(phone.state), phone.now + 30min);
}

TEST(DhcpClient, AsksAgainInHalfTheTimeLeftUntilT2) {
  Story phone;
  phone.bound().silence();  // T1, 30 min; T2 is at 52.5 min
  const auto after = [&] { return wakes_at(phone.state).value() - phone.now; };
  EXPECT_EQ(after(), 22min + 30s - 11min - 15s);
  phone.silence();
  EXPECT_EQ(phone.name(), "RENEWING");
  EXPECT_EQ(phone.sent->to, gateway);
  EXPECT_EQ(after(), 5min + 37500ms);
}

TEST(DhcpClient, NeverAsksTwiceInAMinuteWhileRenewing) {
  Story phone;
  phone.bound().silence();
  for (auto last = phone.now; phone.name() == "RENEWING"; last = phone.now) {
    phone.silence();
    const bool again = phone.name() == "RENEWING";
    EXPECT_TRUE(!again || phone.now - last >= 60s);
  }
  EXPECT_EQ(phone.now, net::TimePoint{} + 52min + 30s);
}

TEST(DhcpClient, RebindsWithAnybodyAfterT2) {
  Story phone;
  phone.bound();
  phone.silence_until("REBINDING");
  EXPECT_EQ(phone.now, net::TimePoint{} + 52min + 30s);
  EXPECT_TRUE(phone.is_broadcast());
  EXPECT_EQ(phone.sent->message.ciaddr, ours);
  phone.receives(ack(xid, other));
  EXPECT_EQ(phone.name(), "BOUND");
  EXPECT_EQ(lease_of(phone.state)->server, other);
}

TEST(DhcpClient, LosesItsAddressWhenTheLeaseExpires) {
  Story phone;
  phone.bound();
  phone.silence_until("INIT");
  EXPECT_EQ(phone.now, net::TimePoint{} + 1h);
  EXPECT_EQ(phone.why, "the lease expired");
  EXPECT_EQ(lease_of(phone.state), nullptr);
  phone.silence();
  EXPECT_EQ(phone.now, net::TimePoint{} + 1h);
  EXPECT_EQ(phone.sent_type(), DhcpType::discover);
}

TEST(DhcpClient, LosesItsAddressToANakWhileRenewing) {
  Story phone;
  phone.bound().silence().receives(nak());
  EXPECT_EQ(phone.name(), "INIT");
  EXPECT_EQ(lease_of(phone.state), nullptr);
}

TEST(DhcpClient, KeepsItsAddressWhenARenewalSpeaksOfAnother) {
  Story phone;
  auto elsewhere = ack();
  elsewhere.yiaddr = other;
  phone.bound().silence().receives(elsewhere);
  EXPECT_EQ(phone.name(), "RENEWING");
}

// Every (state, input) pair, and where it leads: an arrow that was forgotten shows here.
TEST(DhcpClient, HasAnAnswerForEveryPairOfStateAndInput) {
  const std::pair<const char*, std::function<void(Story&)>> states[] = {
      {"INIT", [](Story&) {}},
      {"SELECTING", [](Story& s) { s.selecting(); }},
      {"REQUESTING", [](Story& s) { s.requesting(); }},
      {"BOUND", [](Story& s) { s.bound(); }},
      {"RENEWING", [](Story& s) { s.bound().silence(); }},
      {"REBINDING", [](Story& s) { s.bound().silence_until("REBINDING"); }},
  };
  const std::pair<const char*, DhcpInput> inputs[] = {
      {"start", Start{}},       {"timed out", TimedOut{}}, {"offer", Received{offer()}},
      {"ack", Received{ack()}}, {"nak", Received{nak()}},  {"foreign ack", Received{ack(foreign)}},
  };
  const char* const expected[][6] = {
      {"SELECTING", "SELECTING", "INIT", "INIT", "INIT", "INIT"},
      {"SELECTING", "SELECTING", "REQUESTING", "SELECTING", "SELECTING", "SELECTING"},
      {"REQUESTING", "REQUESTING", "REQUESTING", "BOUND", "INIT", "REQUESTING"},
      {"BOUND", "RENEWING", "BOUND", "BOUND", "BOUND", "BOUND"},
      {"RENEWING", "RENEWING", "RENEWING", "BOUND", "INIT", "RENEWING"},
      {"REBINDING", "REBINDING", "REBINDING", "BOUND", "INIT", "REBINDING"},
  };
  for (std::size_t s = 0; s < std::size(states); ++s) {
    for (std::size_t i = 0; i < std::size(inputs); ++i) {
      Story phone;
      states[s].second(phone);
      ASSERT_EQ(phone.name(), states[s].first);
      phone.after(inputs[i].second);
      EXPECT_EQ(phone.name(), expected[s][i]) << states[s].first << " and " << inputs[i].first;
    }
  }
}

}  // namespace
}  // namespace phones
