// The gateway and its state file: what a client and Activator notice of a restart, and of a disk that is full.
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>

#include "gateway/gateway.hpp"
#include "gateway/settings/profile.hpp"
#include "gateway/store/sqlite_store.hpp"
#include "net/chance.hpp"
#include "net/dhcp_message.hpp"
#include "net/frame.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using net::DhcpMessage;
using net::DhcpType;
using net::Ipv4Address;

const auto phone = *net::MacAddress::parse("0004f21a2457");

struct Cable : net::Wire {
  void send(net::BytesView frame) override { sent.emplace_back(frame.begin(), frame.end()); }
  void on_frame(Receiver receiver) override { arrive = std::move(receiver); }
  Receiver arrive;
  std::deque<net::Bytes> sent;
};

struct Nowhere : net::Datagrams {
  void bind(std::uint16_t, Handler) override {}
  void unbind(std::uint16_t) override {}
  void send(std::uint16_t, net::Endpoint, net::BytesView) override {}
};

// Activator, on or off. The ids of what it accepted.
struct Listener : net::HttpClient {
  explicit Listener(net::Loop& on) : loop(on) {}
  void request(net::HttpRequest request, net::Endpoint, const net::HttpLimits&, Done done) override {
    if (up) told.push_back(net::form_value(request.body, "id").value_or(""));
    const auto result = up ? net::HttpResult{net::HttpOutcome::complete, net::HttpResponse{}}
                           : net::HttpResult{net::HttpOutcome::refused, std::nullopt};
    answers.push_back(loop.after(1ms, [done = std::move(done), result] { done(result); }));
  }
  net::Loop& loop;
  bool up = true;
  std::vector<std::string> told;
  std::vector<net::Timer> answers;
};

// A store that can be out of room.
struct TightStore : Store {
  explicit TightStore(Store& below) : store(below) {}
  Restored restore() override { return store.restore(); }
  void keep(const Batch& batch) override {
    if (full)
      throw std::system_error(std::make_error_code(std::errc::no_space_on_device), "write the state file x");
    store.keep(batch);
  }
  Store& store;
  bool full = false;
};

// One life of the gateway on a state file that outlives it.
struct Life {
  explicit Life(const fs::path& state, std::uint64_t seed = 1)
      : chance(seed),
        file(state, Sync::normal,
             {[this] { return loop.now(); }, [] { return std::chrono::sys_seconds(1209643200s); }}),
        gateway(*profile("note"), {.loop = loop,
                                   .lan = cable,
                                   .lan_mac = net::MacAddress({2, 0, 0, 0, 0, 1}),
                                   .lan_datagrams = nowhere,
                                   .wan_datagrams = nowhere,
                                   .http = activator,
                                   .neighbours = neighbours,
                                   .store = store,
                                   .log = [this](auto line) { log.emplace_back(line); },
                                   .random_digits = [this](std::size_t width) { return chance.digits(width); },
                                   .started = std::chrono::sys_seconds(1209643200s)}) {}

  std::optional<DhcpMessage> says(const DhcpMessage& message) {
    net::Ipv4Packet packet{message.ciaddr,
                           Ipv4Address::broadcast(),
                           64,
                           0,
                           true,
                           net::UdpDatagram{68, net::dhcp_server_port, net::encode(message)}};
    cable.sent.clear();
    cable.arrive(net::encode(net::Frame{net::MacAddress::broadcast(), message.chaddr, std::move(packet)}));
    passes(0s);
    if (cable.sent.empty()) return std::nullopt;
    const auto frame = std::get<net::Frame>(net::decode_frame(cable.sent.front()));
    const auto& datagram = std::get<net::UdpDatagram>(std::get<net::Ipv4Packet>(frame.payload).payload);
    return std::get<DhcpMessage>(net::decode_dhcp(datagram.payload));
  }
  std::optional<DhcpMessage> discovers(net::MacAddress mac) {
    DhcpMessage message(mac);
    return says(message.add(DhcpType::discover));
  }
  std::optional<DhcpMessage> requests(const DhcpMessage& offer) {
    DhcpMessage message(offer.chaddr);
    message.add(DhcpType::request).add_address(net::dhcp_option::server_identifier, *offer.server());
    return says(message.add_address(net::dhcp_option::requested_address, offer.yiaddr));
  }
  std::optional<DhcpMessage> renews(net::MacAddress mac, Ipv4Address address) {
    DhcpMessage message(mac);
    message.ciaddr = address;
    return says(message.add(DhcpType::request));
  }
  void passes(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }

  net::VirtualLoop loop;
  Cable cable;
  NoNeighbours neighbours;
  Nowhere nowhere;
  Listener activator{loop};
  net::Chance chance;
  std::vector<std::string> log;
  SqliteStore file;
  TightStore store{file};
  Gateway gateway;
};

struct Restart : testing::Test {
  Restart() {
    auto pattern = (fs::temp_directory_path() / "restart-test-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    state = folder / "smg.state";
  }
  ~Restart() override { fs::remove_all(folder); }
  Restart(const Restart&) = delete;
  Restart& operator=(const Restart&) = delete;
  fs::path folder, state;
};

TEST_F(Restart, AnAcknowledgedLeaseIsOfferedAgainAndRenewedWithItsNumber) {
  std::optional<DhcpMessage> first;
  {
    Life life(state);
    for (std::uint64_t i = 0; i < 3; ++i) first = life.requests(*life.discovers(phone.plus(i)));
  }
  Life life(state, 2);
  EXPECT_EQ(life.discovers(phone.plus(2))->yiaddr, first->yiaddr);
  const auto renewed = life.renews(phone.plus(2), first->yiaddr);
  EXPECT_EQ(renewed->type(), DhcpType::ack);
  EXPECT_EQ(renewed->text_option(66), first->text_option(66));
  EXPECT_EQ(life.discovers(phone.plus(7))->yiaddr.number(), first->yiaddr.number() + 1)
      << "a stranger gets another";
}

TEST_F(Restart, AMereOfferIsForgotten) {
  Life(state).discovers(phone);
  Life life(state);
  EXPECT_EQ(life.gateway.command("show leases"), "there are no leases");
}

TEST_F(Restart, EventsThatActivatorHasNotHeardAreDeliveredInOrder) {
  {
    Life life(state);
    life.activator.up = false;
    for (std::uint64_t i = 0; i < 3; ++i) life.requests(*life.discovers(phone.plus(i)));
    life.passes(10s);
  }
  Life life(state, 2);
  life.passes(10s);
  ASSERT_EQ(life.activator.told.size(), 3U);
  EXPECT_TRUE(std::is_sorted(life.activator.told.begin(), life.activator.told.end()));
}

TEST_F(Restart, NoAckLeavesThatWasNotKept) {
  Life life(state);
  const auto offer = life.discovers(phone);
  life.store.full = true;
  EXPECT_FALSE(life.requests(*offer));
  EXPECT_FALSE(life.requests(*offer));
  EXPECT_EQ(life.gateway.command("show leases").substr(0, 37), "192.168.100.100 0004f21a2457 offered ");
  EXPECT_TRUE(life.activator.told.empty());
  const std::string why = "write the state file x: No space left on device";
  EXPECT_EQ(std::count(life.log.begin(), life.log.end(), "Store: " + why), 1);
  EXPECT_NE(life.gateway.command("show event log").find(why), std::string::npos);
  life.store.full = false;
  EXPECT_EQ(life.requests(*offer)->type(), DhcpType::ack);
  EXPECT_NE(life.gateway.command("show event log").find("written again"), std::string::npos);
}

TEST_F(Restart, LeasesEndThoughThatCannotBeWritten) {
  {
    Life life(state);
    life.requests(*life.discovers(phone));
    life.store.full = true;
    life.passes(25h);
    EXPECT_EQ(life.gateway.command("show leases").substr(0, 33), "192.168.100.100 0004f21a2457 past");
  }
  Life life(state);
  EXPECT_EQ(life.discovers(phone)->yiaddr, Ipv4Address(192, 168, 100, 100)) << "remembered";
}

TEST_F(Restart, APastLeaseThatCouldNotBeForgottenIsForgottenWhenItsClientMoves) {
  {
    Life life(state);
    life.requests(*life.discovers(phone));
    life.passes(25h);
    life.store.full = true;
    life.gateway.command("Set Dhcp Server Pool First 192.168.100.150");
    life.passes(1s);
    life.store.full = false;
    EXPECT_EQ(life.requests(*life.discovers(phone))->yiaddr, Ipv4Address(192, 168, 100, 150));
  }
  Life life(state);
  EXPECT_EQ(life.discovers(phone)->yiaddr, Ipv4Address(192, 168, 100, 150));
}

}  // namespace
}  // namespace gateway
